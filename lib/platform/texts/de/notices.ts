import type { notices as source } from "@/lib/platform/texts/en/notices";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const notices: Translation<typeof source> = {
  notices: {
    checkMail: "Sehen Sie in Ihrem Postfach nach.",
    saved: "Gespeichert.",
    nameSaved: "Ihr Name wurde gespeichert.",
    languageSaved: "Sprache und Zeitzone wurden gespeichert.",
    passwordChanged: "Ihr Passwort wurde geändert, und alle anderen Geräte wurden abgemeldet.",
    passwordSet:
      "Ihr neues Passwort ist festgelegt, und alle Geräte wurden abgemeldet. Melden Sie sich jetzt damit an.",
    confirmed: "Bestätigt.",
    recoveryCodesSaved: "Gut. Bewahren Sie Ihre Wiederherstellungscodes sicher auf.",
    passwordRemoved: "Ihr Passwort wurde entfernt, und alle anderen Geräte wurden abgemeldet.",
    passkeyAdded: "Ihr Passkey wurde hinzugefügt, und alle anderen Geräte wurden abgemeldet.",
    passkeyRenamed: "Der Passkey hat seinen neuen Namen.",
    passkeyRemoved: "Der Passkey wurde entfernt, und alle anderen Geräte wurden abgemeldet.",
    passkeysRemoved: "Ihre Passkeys wurden entfernt und alle anderen Geräte abgemeldet.",
    secondFactorOff:
      "Ihre Authenticator-App wurde entfernt, und alle anderen Geräte wurden abgemeldet.",
    secondFactorRemoved: "Die Zwei-Faktor-Anmeldung wurde entfernt.",
    emailChangeSent:
      "Wir haben einen Link an die neue Adresse gesendet. Bis Sie ihn öffnen, ändert sich nichts.",
    emailChanged: "Ihre E-Mail-Adresse wurde geändert. Melden Sie sich mit der neuen Adresse an.",
    emailRestored:
      "Die Änderung Ihrer E-Mail-Adresse wurde rückgängig gemacht, und alle Geräte wurden abgemeldet. Wir haben Ihnen einen Link gesendet, mit dem Sie ein neues Passwort festlegen.",
    emailConfirmed: "Ihre E-Mail-Adresse ist bestätigt. Sie können sich jetzt anmelden.",
    accountReady:
      "Ihr Konto ist angelegt. Melden Sie sich mit dem Anbieter an, von dem Sie gekommen sind.",
    verificationSent:
      "Falls diese Adresse noch bestätigt werden muss, haben wir einen neuen Link gesendet.",
    signInMailSent:
      "Falls man sich mit dieser Adresse per E-Mail anmelden kann, haben wir einen Code gesendet. Er gilt zehn Minuten lang.",
    resetSent:
      "Falls es zu dieser Adresse ein Konto gibt, haben wir einen Link dorthin gesendet. Er funktioniert eine Stunde lang.",
    browserDistrusted: "Dort wird bei der Anmeldung wieder nach einem Code gefragt.",
    tokenMade: "Das Token wurde erstellt. Kopieren Sie es jetzt: Es wird nur einmal angezeigt.",
    tokenRevoked: "Das Token wurde widerrufen. Kein Programm kann es mehr verwenden.",
    tokensRevoked: "Alle API-Tokens des Kontos wurden widerrufen.",
    sessionEnded: "Das Gerät wurde abgemeldet.",
    otherSessionsEnded: "Sie wurden überall sonst abgemeldet.",
    accountSignedOut: "Das Konto wurde überall abgemeldet.",
    verificationSentAgain: "Ein neuer Bestätigungslink wurde gesendet.",
    newPasswordRequired: "Das Passwort wurde entfernt, und ein Link für ein neues wurde gesendet.",
    accountMade: "Das Konto wurde erstellt. Der Link zum Festlegen des Passworts ist unterwegs.",
    invited: "Die Einladung ist unterwegs.",
    invitationRevoked: "Die Einladung wurde zurückgezogen. Ihr Link gilt nicht mehr.",
    mailSentAgain: "Die E-Mail wird erneut gesendet.",
    invitationSent: "Die Einladung ist unterwegs.",
    invitationWithdrawn: "Die Einladung wurde zurückgezogen.",
    invitationAccepted: "Willkommen. Sie gehören jetzt zu dieser Organisation.",
    organisationMade: "Die Organisation wurde angelegt, und Sie sind ihr Inhaber.",
    organisationRenamed: "Die Organisation hat ihren neuen Namen.",
    memberRoleChanged: "Die Rolle des Mitglieds wurde geändert.",
    organisationDeleted: "Die Organisation wurde gelöscht.",
    membershipEnded: "Die Mitgliedschaft ist beendet.",
    providerConnected: "Verbunden. Sie können sich jetzt damit anmelden.",
    providerDisconnected: "Getrennt. Andere Geräte wurden abgemeldet.",
    firstAdmin: "Sie sind jetzt Administrator.",
  },
};
