import type { trusted as source } from "@/lib/platform/texts/en/ways-in/trusted";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const trusted: Translation<typeof source> = {
  trustedBrowsers: {
    trust: {
      one: "In diesem Browser {count} Tag lang nicht nach einem Code fragen",
      other: "In diesem Browser {count} Tage lang nicht nach einem Code fragen",
    },
    title: "Vertrauenswürdige Browser",
    lead: "In diesen Browsern genügt zur Anmeldung Ihr Passwort. Für sicherheitsrelevante Änderungen wird weiterhin ein Code verlangt.",
    device: "{browser} unter {system}",
    since: "Seit {since}, bis {until}",
    remove: "Wieder nach einem Code fragen",
    removeAll: "In allen wieder nach einem Code fragen",
  },
  codesStoppedMail: {
    subject: "Codes Ihrer Authenticator-App werden nicht mehr angenommen",
    text: "Hundert Codes nacheinander waren falsch, deshalb nehmen wir von Ihrer Authenticator-App keine mehr an. Wer sie eingegeben hat, kennt Ihr Passwort.",
    closing:
      "Melden Sie sich mit einem Ihrer Wiederherstellungscodes an: Danach funktioniert die App wieder. Haben Sie keinen, bitten Sie einen Administrator, Ihren zweiten Faktor zu entfernen. Legen Sie dann ein neues Passwort fest.",
  },
};
