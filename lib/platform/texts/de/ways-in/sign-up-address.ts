import type { signUpAddress as source } from "@/lib/platform/texts/en/ways-in/sign-up-address";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const signUpAddress: Translation<typeof source> = {
  signUpAddress: {
    title: "Ihre E-Mail-Adresse",
    lead: "{provider} hat uns keine bestätigte E-Mail-Adresse genannt. Geben Sie Ihre ein. Wir senden Ihnen einen Link, der Ihr Konto anlegt.",
    submit: "Link senden",
    pending: "Wird gesendet …",
    haveAccount: "Ich habe schon ein Konto",
    sentTitle: "Sehen Sie in Ihrem Postfach nach",
    sentLead:
      "Wir haben einen Link an {email} gesendet. Öffnen Sie ihn innerhalb einer Stunde in diesem Browser: Er legt Ihr Konto an.",
    again: "Noch einmal senden",
    otherAddress: "Andere Adresse verwenden",
    nothing:
      "Das hat zu lange gedauert oder in einem anderen Browser begonnen. Bitte beginnen Sie noch einmal bei Ihrem Anbieter.",
    startAgain: "Noch einmal beginnen",
    linkTitle: "Konto anlegen",
    linkLead: "Ihr Konto bekommt die Adresse {email}, und Sie melden sich mit {provider} an.",
    linkSubmit: "Konto anlegen",
    linkPending: "Wird angelegt …",
    dead: "Dieser Link funktioniert einmal, eine Stunde lang und nur in dem Browser, in dem Sie bei Ihrem Anbieter begonnen haben. Öffnen Sie ihn dort, oder beginnen Sie noch einmal.",
  },
  confirmAddressMail: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    text: "Jemand, wahrscheinlich Sie, legt mit {provider} ein Konto an und hat diese Adresse angegeben. Öffnen Sie zum Abschluss den Link in dem Browser, in dem Sie begonnen haben.",
    action: "Konto anlegen",
    closing:
      "Der Link funktioniert einmal, eine Stunde lang und nur in diesem Browser. Falls Sie das nicht waren, können Sie diese E-Mail ignorieren: Es wird kein Konto angelegt.",
  },
};
