import type { glance as source } from "@/lib/platform/texts/en/ways-in/glance";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const glance: Translation<typeof source> = {
  glance: {
    password: "Ihr Passwort schützt dieses Konto.",
    passwordAndFactor: "Ihr Passwort und ein zweiter Faktor schützen dieses Konto.",
    factor: "Ein zweiter Faktor schützt dieses Konto; es hat kein Passwort.",
    link: "Dieses Konto hat kein Passwort: Wer Ihre E-Mails liest, kommt hinein.",
    nothing: "Besser geht es nicht.",
    confirmEmail:
      "Ihre E-Mail-Adresse ist nicht bestätigt und kann Ihnen deshalb nicht zurück ins Konto helfen.",
    confirmEmailAction: "Link erneut senden",
    turnOnFactor:
      "Mit einem zweiten Faktor genügt ein gestohlenes Passwort oder Postfach nicht, um hineinzukommen.",
    turnOnFactorAction: "Zwei-Faktor-Anmeldung einschalten",
    onePasskey:
      "Ein einziger Passkey ist Ihr zweiter Faktor, und Sie haben keine Wiederherstellungscodes: Ohne ihn kämen Sie nicht hinein.",
    onePasskeyAction: "Weiteren Passkey hinzufügen oder Wiederherstellungscodes erstellen",
    newCodes:
      "Ihre Wiederherstellungscodes sind aufgebraucht: Ohne Ihr Telefon kämen Sie nicht hinein.",
    newCodesAction: "Neue Wiederherstellungscodes erstellen",
    moreCodes: "Sie haben nur noch wenige Wiederherstellungscodes.",
    moreCodesAction: "Neue Wiederherstellungscodes erstellen",
    saveCodes: "Sie haben nicht bestätigt, dass Ihre Wiederherstellungscodes gespeichert sind.",
    saveCodesAction: "Zu den Wiederherstellungscodes",
  },
};
