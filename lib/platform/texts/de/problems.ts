import type { problems as source } from "@/lib/platform/texts/en/problems";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const problems: Translation<typeof source> = {
  problemTitles: {
    malformed_body: "Anfrage nicht lesbar",
    unauthenticated: "Anmeldung erforderlich",
    forbidden: "Keine Berechtigung",
    reauthentication_required: "Bestätigen Sie, dass Sie es sind",
    cross_site: "Anfrage von einer anderen Website",
    not_found: "Nicht gefunden",
    method_not_allowed: "Methode nicht unterstützt",
    account_disabled: "Konto gesperrt",
    admin_exists: "Administrator bereits vorhanden",
    already_signed_in: "Bereits angemeldet",
    already_verified: "E-Mail-Adresse bereits bestätigt",
    last_admin: "Letzter Administrator",
    other_account: "Ein anderes Konto ist angemeldet",
    password_changed: "Das Passwort wurde geändert",
    body_too_large: "Anfrage zu groß",
    unsupported_media_type: "Falscher Inhaltstyp",
    invalid: "Einige Felder sind ungültig",
    too_many_requests: "Zu viele Versuche",
    internal: "Bei uns ist etwas schiefgegangen",
    unavailable: "Zurzeit nicht verfügbar",
  },
  problems: {
    malformed_body: "Der Inhalt der Anfrage konnte nicht gelesen werden.",
    unauthenticated: "Melden Sie sich zuerst an.",
    forbidden: "Ihr Konto ist dazu nicht berechtigt.",
    reauthentication_required: "Bestätigen Sie zuerst, dass Sie es sind.",
    cross_site: "Die Anfrage kam nicht von dieser Website.",
    not_found:
      "Unter dieser Adresse gibt es nichts. Vielleicht ist sie falsch geschrieben oder veraltet.",
    method_not_allowed: "Diese Adresse unterstützt die Methode nicht.",
    account_disabled: "Das Konto ist gesperrt. Geben Sie es zuerst frei.",
    admin_exists: "Es gibt bereits einen Administrator.",
    already_signed_in: "Sie sind bereits angemeldet.",
    already_verified: "Die E-Mail-Adresse ist bereits bestätigt.",
    last_admin:
      "Das ist der letzte Administrator. Machen Sie zuerst jemand anderen zum Administrator.",
    other_account: "Jetzt ist ein anderes Konto angemeldet. Es wurde nichts geändert.",
    password_changed: "Das Passwort wurde soeben geändert. Bitte versuchen Sie es noch einmal.",
    body_too_large: "Der Inhalt der Anfrage ist zu groß.",
    unsupported_media_type: "Der Inhalt der Anfrage hat den falschen Typ.",
    invalid: "Prüfen Sie die unten markierten Felder.",
    too_many_requests: "Zu viele Versuche. Bitte versuchen Sie es später noch einmal.",
    internal: "Bitte versuchen Sie es gleich noch einmal.",
    unavailable:
      "Der Dienst ist zurzeit nicht verfügbar. Bitte versuchen Sie es gleich noch einmal.",
  },
  details: {
    waitSeconds: {
      one: "Zu viele Versuche. Versuchen Sie es in {count} Sekunde noch einmal.",
      other: "Zu viele Versuche. Versuchen Sie es in {count} Sekunden noch einmal.",
    },
    waitMinutes: {
      one: "Zu viele Versuche. Versuchen Sie es in {count} Minute noch einmal.",
      other: "Zu viele Versuche. Versuchen Sie es in {count} Minuten noch einmal.",
    },
    noAccess: "Ihr Konto hat keinen Zugriff auf diese Seite.",
    busy: "Gerade melden sich zu viele Personen an. Versuchen Sie es in ein paar Sekunden noch einmal.",
    contentType: "Senden Sie {types}.",
    contentTypeOr: "{one} oder {other}",
    notUtf8: "Der Inhalt der Anfrage ist kein gültiges UTF-8.",
    notJson: "Der Inhalt der Anfrage ist kein gültiges JSON.",
    notAnObject: "Der Inhalt der Anfrage muss ein JSON-Objekt sein.",
    migrationsPending: "Die Datenbank muss noch migriert werden.",
    noSuchUser: "Diesen Benutzer gibt es nicht.",
    noSuchSession: "Diese Sitzung gibt es nicht. Vielleicht ist sie schon beendet.",
    signInWrong:
      "E-Mail-Adresse oder Passwort ist falsch. Gerade erst registriert? Bestätigen Sie zuerst Ihre E-Mail-Adresse über den Link, den wir Ihnen gesendet haben.",
    signInExpired: "Dieses Formular war zu lange geöffnet. Bitte versuchen Sie es noch einmal.",
    signInFailed: "Die Anmeldung hat nicht funktioniert. Bitte versuchen Sie es noch einmal.",
    linkDead: "Dieser Link ist abgelaufen oder wurde bereits verwendet oder ersetzt.",
    linkDeadSignIn:
      "Dieser Link ist abgelaufen oder wurde bereits verwendet oder ersetzt. Melden Sie sich an, um einen neuen zu erhalten.",
    linkDeadAskAgain:
      "Dieser Link ist abgelaufen oder wurde bereits verwendet oder ersetzt. Fordern Sie einen neuen an.",
    linkDeadResetPassword:
      "Dieser Link ist abgelaufen oder wurde bereits verwendet oder ersetzt. Legen Sie stattdessen ein neues Passwort fest.",
    linkDeadRestart:
      "Dieser Link ist abgelaufen oder wurde bereits verwendet. Starten Sie die App neu, um einen neuen auszugeben.",
  },
};
