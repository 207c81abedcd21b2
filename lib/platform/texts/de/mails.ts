import type { mails as source } from "@/lib/platform/texts/en/mails";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const mails: Translation<typeof source> = {
  mail: {
    greeting: "Guten Tag,",
    greetingByName: "Guten Tag, {name},",
    buttonFallback: "Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse: {link}",
    wasNotMe: "Das war ich nicht",
    unknownBrowser: "unbekannter Browser",
    unknownSystem: "unbekanntem System",
    browserOnSystem: "{browser} unter {system}",
    time: "Zeit",
    browser: "Browser",
    ipAddress: "IP-Adresse",
  },
  verifyEmailMail: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    text: "Bestätigen Sie Ihre E-Mail-Adresse, um die Registrierung abzuschließen.",
    action: "E-Mail-Adresse bestätigen",
    closing:
      "Der Link funktioniert einmal und 24 Stunden lang. Falls Sie kein Konto anlegen wollten, können Sie diese E-Mail ignorieren: Es wird kein Konto erstellt.",
  },
  accountExistsMail: {
    subject: "Sie haben bereits ein Konto",
    text: "Jemand, wahrscheinlich Sie, wollte mit dieser E-Mail-Adresse ein Konto erstellen. Sie haben bereits eines, deshalb wurde nichts geändert.",
    action: "Anmelden",
    closing:
      "Falls Sie das nicht waren, können Sie diese E-Mail ignorieren: Ihr Konto ist unverändert.",
  },
  addressTakenMail: {
    subject: "Jemand wollte Ihre E-Mail-Adresse verwenden",
    text: "Jemand wollte diese E-Mail-Adresse für ein anderes Konto verwenden. Sie gehört bereits zu Ihrem Konto, deshalb wurde nichts geändert.",
    closing:
      "Wenn Sie das waren: Melden Sie sich mit dieser Adresse an, oder löschen Sie dieses Konto, bevor Sie die Adresse für ein anderes verwenden. Falls nicht, können Sie diese E-Mail ignorieren.",
  },
  resetPasswordMail: {
    subject: "Neues Passwort festlegen",
    text: "Jemand, wahrscheinlich Sie, möchte ein neues Passwort für Ihr Konto festlegen.",
    action: "Neues Passwort festlegen",
    closing:
      "Der Link funktioniert einmal und eine Stunde lang. Falls Sie ihn nicht angefordert haben, können Sie diese E-Mail ignorieren: Ihr Passwort bleibt, wie es ist.",
  },
  newPasswordRequiredMail: {
    subject: "Ihr Konto braucht ein neues Passwort",
    text: "Die Administration bittet Sie, ein neues Passwort festzulegen. Das alte gilt nicht mehr, und Sie wurden überall abgemeldet.",
    action: "Neues Passwort festlegen",
    closing:
      "Der Link funktioniert einmal und eine Stunde lang. Wenn er abgelaufen ist, wählen Sie auf der Anmeldeseite „Passwort vergessen?“.",
  },
  passwordChangedMail: {
    subject: "Ihr Passwort wurde geändert",
    text: "Das Passwort Ihres Kontos wurde soeben geändert, und andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest.",
  },
  newDeviceMail: {
    subject: "Neue Anmeldung bei Ihrem Konto",
    text: "Soeben hat sich jemand in einem Browser, den wir bisher nicht kannten, bei Ihrem Konto angemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest: Damit werden alle Geräte abgemeldet.",
  },
  changeEmailMail: {
    subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
    text: "Jemand, der beim Konto von {account} angemeldet ist, möchte dafür künftig diese E-Mail-Adresse verwenden. Wenn Sie das sind, bestätigen Sie es in einem Browser, in dem Sie bei diesem Konto angemeldet sind.",
    action: "Diese Adresse verwenden",
    closing:
      "Der Link funktioniert einmal und eine Stunde lang. Falls das nicht Ihr Konto ist, ignorieren Sie diese E-Mail: Ohne Ihr Zutun ändert sich nichts.",
  },
  emailChangedMail: {
    subject: "Ihre E-Mail-Adresse wurde geändert",
    text: "Ihr Konto verwendet jetzt {email} statt dieser Adresse.",
    action: "Änderung rückgängig machen",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, stellt der Link diese Adresse wieder her, meldet alle Geräte ab und sendet Ihnen einen Link für ein neues Passwort. Er funktioniert sieben Tage lang.",
  },
  emailRestoredMail: {
    subject: "Die Änderung Ihrer E-Mail-Adresse wurde rückgängig gemacht",
    text: "Ihr Konto verwendet wieder die vorherige E-Mail-Adresse: Der Link zum Rückgängigmachen, den wir dorthin gesendet hatten, wurde verwendet. Alle Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, kann jemand anderes die E-Mails Ihrer früheren Adresse lesen: Sichern Sie zuerst dieses Postfach.",
  },
  secondFactorOnMail: {
    subject: "Die Zwei-Faktor-Anmeldung ist eingeschaltet",
    text: "Für die Anmeldung bei Ihrem Konto wird jetzt zusätzlich ein Code aus Ihrer Authenticator-App verlangt. Andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest und wenden Sie sich an einen Administrator.",
  },
  secondFactorOffMail: {
    subject: "Die Zwei-Faktor-Anmeldung wurde ausgeschaltet",
    text: "Für die Anmeldung bei Ihrem Konto wird kein Code mehr verlangt. Die Authenticator-App und die Wiederherstellungscodes wurden entfernt, andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest.",
  },
  recoveryCodesReplacedMail: {
    subject: "Ihre Wiederherstellungscodes wurden ersetzt",
    text: "Ihr Konto hat neue Wiederherstellungscodes. Die alten funktionieren nicht mehr, andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest.",
  },
  recoveryCodeUsedMail: {
    subject: "Ein Wiederherstellungscode wurde verwendet",
    text: "Jemand hat einen Wiederherstellungscode Ihres Kontos verwendet. Noch nicht verwendete Codes: {left}.",
    closing:
      "Wenn Sie das waren, erstellen Sie neue Codes, bevor der letzte verbraucht ist. Falls nicht, legen Sie jetzt ein neues Passwort fest.",
  },
  wrongCodeMail: {
    subject: "Jemand kennt Ihr Passwort",
    text: "Jemand hat sich mit Ihrem Passwort angemeldet, aber einen falschen Code eingegeben und wurde deshalb nicht hereingelassen.",
    closing:
      "Wenn Sie sich beim Code vertippt haben, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest.",
  },
  accountDeletedMail: {
    subject: "Ihr Konto wurde gelöscht",
    text: "Ihr Konto und alles, was dazu gehörte, wurden wie gewünscht gelöscht.",
    closing: "Danke, dass Sie {app} genutzt haben.",
  },
};
