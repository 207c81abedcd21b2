import type { fields as source } from "@/lib/platform/texts/en/fields";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const fields: Translation<typeof source> = {
  fields: {
    emailMissing: "Geben Sie Ihre E-Mail-Adresse ein.",
    emailTooLong: "Geben Sie eine kürzere E-Mail-Adresse ein.",
    emailInvalid: "Geben Sie eine E-Mail-Adresse wie name@example.com ein.",
    expiresInDays: "Wählen Sie eine ganze Zahl von 1 bis {count} Tagen.",
    scopes: "Wählen Sie, was das Token darf.",
    tokenNameMissing: "Geben Sie einen Namen für das Token ein.",
    emailHasAccount: "Mit dieser E-Mail-Adresse gibt es bereits ein Konto.",
    nameMissing: "Geben Sie Ihren Namen ein.",
    nameCharacters: "Verwenden Sie nur Buchstaben, Ziffern, Leer- und Satzzeichen.",
    nameLink: "Verwenden Sie einen Namen ohne Webadresse.",
    tooLong: {
      one: "Verwenden Sie höchstens {count} Zeichen.",
      other: "Verwenden Sie höchstens {count} Zeichen.",
    },
    tooShort: {
      one: "Verwenden Sie mindestens {count} Zeichen.",
      other: "Verwenden Sie mindestens {count} Zeichen.",
    },
    passwordMissing: "Geben Sie Ihr Passwort ein.",
    passwordCharacters: "Dieses Passwort enthält ein Zeichen, das nicht erlaubt ist.",
    passwordRepeats:
      "Dieses Passwort wiederholt ein kurzes Muster. Wählen Sie etwas weniger Vorhersehbares.",
    passwordCommon:
      "Dieses Passwort gehört zu denen, die Angreifer zuerst ausprobieren. Wählen Sie ein anderes.",
    passwordPersonal:
      "Dieses Passwort ähnelt zu sehr Ihrem Namen, Ihrer E-Mail-Adresse oder dem Namen dieses Dienstes.",
    passwordWrong: "Das Passwort ist falsch.",
    code: "Geben Sie einen Code ein.",
    confirmTurnOff: "Setzen Sie das Häkchen, um das zu bestätigen.",
    codeWrong:
      "Dieser Code stimmt nicht. Ein Code aus Ihrer App gilt 30 Sekunden lang, solange sie ihn anzeigt, und jeder Code nur einmal.",
    mailCodeWrong:
      "Dieser Code stimmt nicht. Jeder gilt einmal, und nur der aus der neuesten E-Mail.",
    codesStopped:
      "Codes Ihrer Authenticator-App werden nicht mehr angenommen, weil zu viele falsch waren. Verwenden Sie einen Wiederherstellungscode, oder wenden Sie sich an einen Administrator.",
    linkMissing: "Öffnen Sie den Link aus unserer E-Mail.",
    linkPrinted: "Öffnen Sie den ausgegebenen Link.",
    linkIncomplete: "Der Link ist unvollständig: Kopieren Sie ihn ganz aus der E-Mail.",
    emailUnchanged: "Das ist bereits Ihre E-Mail-Adresse.",
    roleUnknown: "Wählen Sie eine der Rollen.",
    yesOrNo: "Wählen Sie „true“ oder „false“.",
    languageUnknown: "Wählen Sie eine der Sprachen.",
    timeZoneUnknown: "Wählen Sie eine der Zeitzonen.",
    confirmDeletion: "Geben Sie die E-Mail-Adresse dieses Kontos ein, um es zu löschen.",
  },
};
