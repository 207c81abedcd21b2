import type { peopleMails as source } from "@/lib/platform/texts/en/people/mails";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const peopleMails: Translation<typeof source> = {
  accountMadeMail: {
    subject: "Ihr Konto bei {app}",
    text: "Für Sie wurde ein Konto bei {app} erstellt. Legen Sie ein Passwort fest, dann können Sie sich mit dieser E-Mail-Adresse anmelden.",
    action: "Passwort festlegen",
    closing: {
      one: "Der Link funktioniert einmal und {count} Tag lang. Wenn er abgelaufen ist, wählen Sie auf der Anmeldeseite „Passwort vergessen?“. Falls Sie diese E-Mail nicht erwartet haben, können Sie sie ignorieren.",
      other:
        "Der Link funktioniert einmal und {count} Tage lang. Wenn er abgelaufen ist, wählen Sie auf der Anmeldeseite „Passwort vergessen?“. Falls Sie diese E-Mail nicht erwartet haben, können Sie sie ignorieren.",
    },
  },
  accountInvitationMail: {
    subject: "Einladung zu {app}",
    text: "Sie sind eingeladen, mit dieser E-Mail-Adresse ein Konto bei {app} zu erstellen.",
    textBy: "{by} lädt Sie ein, mit dieser E-Mail-Adresse ein Konto bei {app} zu erstellen.",
    action: "Einladung öffnen",
    closing: {
      one: "Der Link funktioniert einmal und {count} Tag lang. Falls Sie diese E-Mail nicht erwartet haben, können Sie sie ignorieren: Es wird kein Konto erstellt.",
      other:
        "Der Link funktioniert einmal und {count} Tage lang. Falls Sie diese E-Mail nicht erwartet haben, können Sie sie ignorieren: Es wird kein Konto erstellt.",
    },
  },
};
