import type { auth as source } from "@/lib/platform/texts/en/auth";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const auth: Translation<typeof source> = {
  signIn: {
    title: "Anmelden",
    remember: "Auf diesem Gerät angemeldet bleiben",
    submit: "Anmelden",
    pending: "Anmeldung läuft …",
    forgot: "Passwort vergessen?",
    newHere: "Noch kein Konto?",
    signUp: "Jetzt registrieren",
  },
  signUp: {
    title: "Registrieren",
    submit: "Konto erstellen",
    pending: "Konto wird erstellt …",
    haveAccount: "Schon ein Konto?",
    signIn: "Anmelden",
  },
  checkMail: {
    title: "Sehen Sie in Ihrem Postfach nach",
    lead: "Wir haben Ihnen eine E-Mail gesendet. Öffnen Sie den Link darin innerhalb von 24 Stunden, um fortzufahren.",
    noServer:
      "Es ist kein Mailserver eingerichtet. Die E-Mail liegt auf dem Server unter {folder}, und ihr Link wurde im Terminal ausgegeben.",
    hint: "Nach einigen Minuten noch nichts angekommen? Sehen Sie im Spamordner nach, oder lassen Sie sich den Link erneut senden.",
    submit: "Link erneut senden",
    alreadyConfirmed: "Schon bestätigt?",
    signIn: "Anmelden",
  },
  forgotPassword: {
    title: "Passwort vergessen?",
    lead: "Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort festlegen.",
    submit: "Link senden",
    pending: "Wird gesendet …",
    remembered: "Wieder eingefallen?",
    signIn: "Anmelden",
  },
  resetPassword: {
    title: "Neues Passwort festlegen",
    lead: "Sie werden überall abgemeldet und melden sich dann mit dem neuen Passwort an.",
    withoutLink:
      "Um fortzufahren, öffnen Sie den Link in der E-Mail, die wir Ihnen gesendet haben.",
    submit: "Passwort festlegen",
    pending: "Wird gespeichert …",
    notWorking: "Der Link funktioniert nicht?",
    newLink: "Neuen Link anfordern",
  },
  reauthenticate: {
    title: "Bestätigen Sie, dass Sie es sind",
    lead: "Um fortzufahren, geben Sie das Passwort für {email} ein.",
    submit: "Bestätigen",
    pending: "Wird bestätigt …",
    noPassword:
      "Um fortzufahren, bestätigen Sie, dass Sie {email} sind. Dieses Konto hat noch kein Passwort.",
    signInAgain: "Melden Sie sich ab und auf Ihrem gewohnten Weg wieder an.",
    setPassword: "Oder legen Sie über einen Link, den wir Ihnen senden, ein Passwort fest.",
    sendLink: "Link per E-Mail senden",
  },
};
