import type { impersonation as source } from "@/lib/platform/texts/en/people/impersonation";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const impersonation: Translation<typeof source> = {
  impersonation: {
    title: "Ansicht dieser Person",
    text: "Die Anwendung so sehen, wie diese Person sie sieht, höchstens eine Stunde lang. Sie wird darüber informiert.",
    link: "Als diese Person handeln",
    question: "Als {name} handeln?",
    follows: "Was passiert",
    told: "Die Person bekommt eine E-Mail mit Ihrem Namen, dem Grund und der Dauer. Der Vorgang steht in ihren Sicherheitsereignissen und im Protokoll.",
    reads:
      "Sie sehen, was die Person sieht. Ändern können Sie nichts: kein Passwort, keine Adresse, keine Sitzung, keine Rolle und nichts in ihrem Namen.",
    ends: "Der Vorgang endet nach einer Stunde oder sobald Sie ihn beenden. Auch die Person selbst kann ihn beenden, indem sie diese Sitzung beendet.",
    reason: "Grund",
    reasonHint: "Die Person liest ihn. Zum Beispiel: Ihre Frage vom Dienstag zur Rechnung.",
    reasonMissing: "Geben Sie den Grund ein.",
    cancel: "Abbrechen",
    notOneself: "Das ist Ihr eigenes Konto.",
    notRights: "Niemand handelt als eine Person, deren Rechte über das eigene Konto hinausgehen.",
    notUnverified: "Die E-Mail-Adresse dieses Kontos hat noch niemand bestätigt.",
  },
  actingBanner: {
    label: "Handeln als andere Person",
    acting: "Sie handeln als {name}, bis {until}.",
    recorded:
      "Sie können alles ansehen, aber nichts ändern. Alles wird unter Ihrem Namen protokolliert.",
    stop: "Beenden",
  },
  impersonationMail: {
    subject: "Ein Administrator sieht Ihr Konto an",
    text: "{by} hat Ihr Konto als Administrator geöffnet, um zu sehen, was Sie sehen. Das dauert höchstens bis {until}. Geändert werden kann währenddessen nichts in Ihrem Namen.",
    reason: "Grund",
    action: "Ihre Sitzungen ansehen",
    closing:
      "Sie können das jederzeit beenden: Beenden Sie die Sitzung des Administrators in Ihren Einstellungen. Wenn Ihnen der Grund nicht einleuchtet, fragen Sie den Betreiber dieses Dienstes.",
  },
};
