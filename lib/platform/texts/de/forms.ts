import type { forms as source } from "@/lib/platform/texts/en/forms";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const forms: Translation<typeof source> = {
  form: {
    errorTitle: "Fehler: {title}",
    doneTitle: "Erledigt: {title}",
    name: "Name",
    email: "E-Mail-Adresse",
    required: "{label} fehlt.",
    emailInvalid: "Geben Sie eine E-Mail-Adresse wie name@example.com ein.",
    tooShort: {
      one: "Verwenden Sie mindestens {count} Zeichen; bisher sind es {length}.",
      other: "Verwenden Sie mindestens {count} Zeichen; bisher sind es {length}.",
    },
    tooLong: {
      one: "Verwenden Sie höchstens {count} Zeichen; bisher sind es {length}.",
      other: "Verwenden Sie höchstens {count} Zeichen; bisher sind es {length}.",
    },
  },
  password: {
    label: "Passwort",
    current: "Aktuelles Passwort",
    new: "Neues Passwort",
    show: "Passwort anzeigen",
    hint: {
      one: "Mindestens {count} Zeichen. Gut geeignet sind mehrere Wörter ohne Zusammenhang.",
      other: "Mindestens {count} Zeichen. Gut geeignet sind mehrere Wörter ohne Zusammenhang.",
    },
    tooShort: {
      one: "Zu kurz: Es fehlt noch {count} Zeichen.",
      other: "Zu kurz: Es fehlen noch {count} Zeichen.",
    },
    score0: "Sehr schwach: gehört zu den ersten, die probiert werden.",
    score1: "Schwach: Fügen Sie noch ein oder zwei Wörter hinzu.",
    score2: "Mittel: Mit einem weiteren ungewöhnlichen Wort wird es gut.",
    score3: "Gut: schwer zu erraten.",
    score4: "Stark: sehr schwer zu erraten.",
  },
};
