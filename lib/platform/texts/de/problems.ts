import type { problems as source } from "@/lib/platform/texts/en/problems";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const problems: Translation<typeof source> = {
  problemTitles: {
    address_in_use: "Die Adresse hat schon ein Konto",
    address_unproved: "Keine bestätigte E-Mail-Adresse",
    identity_taken: "Mit einem anderen Konto verbunden",
    not_shown_again: "Nicht erneut angemeldet",
    provider_failed: "Der Anbieter hat es nicht bestätigt",
    provider_down: "Der Anbieter antwortet nicht",
    malformed_body: "Anfrage nicht lesbar",
    unauthenticated: "Anmeldung erforderlich",
    forbidden: "Keine Berechtigung",
    reauthentication_required: "Bestätigen Sie, dass Sie es sind",
    impersonated: "Nicht, solange Sie als andere Person handeln",
    insufficient_scope: "Das Token darf das nicht",
    cross_site: "Anfrage von einer anderen Website",
    invitation_required: "Einladung nötig",
    link_of_another_account: "Link eines anderen Kontos",
    not_found: "Nicht gefunden",
    method_not_allowed: "Methode nicht unterstützt",
    account_disabled: "Konto gesperrt",
    admin_exists: "Administrator bereits vorhanden",
    address_unverified: "Die Adresse ist nicht bestätigt",
    already_signed_in: "Bereits angemeldet",
    already_verified: "E-Mail-Adresse bereits bestätigt",
    second_factor_off: "Zwei-Faktor-Anmeldung ist ausgeschaltet",
    second_factor_on: "Zwei-Faktor-Anmeldung ist eingeschaltet",
    second_factor_required: "Zweiter Faktor erforderlich",
    sign_in_expired: "Bitte erneut anmelden",
    too_many_tokens: "Zu viele Tokens",
    last_admin: "Letzter Administrator",
    last_way_in: "Der letzte Anmeldeweg",
    last_owner: "Letzter Inhaber",
    already_member: "Bereits Mitglied",
    too_many_invitations: "Zu viele Einladungen",
    too_many_organisations: "Zu viele Organisationen",
    other_account: "Ein anderes Konto ist angemeldet",
    passkeys_full: "Zu viele Passkeys",
    link_ended: "Der Link gilt nicht mehr",
    password_changed: "Das Passwort wurde geändert",
    body_too_large: "Anfrage zu groß",
    unsupported_media_type: "Falscher Inhaltstyp",
    invalid: "Einige Felder sind ungültig",
    too_many_requests: "Zu viele Versuche",
    busy_account: "Andere Versuche laufen noch",
    busy_network: "In Ihrem Netz ist viel los",
    internal: "Bei uns ist etwas schiefgegangen",
    busy: "Viele Anmeldungen gleichzeitig",
    unavailable: "Zurzeit nicht verfügbar",
  },
  problems: {
    address_in_use:
      "Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich damit an und verbinden Sie den Anbieter in Ihren Einstellungen.",
    address_unproved: "Der Anbieter hat uns keine bestätigte E-Mail-Adresse genannt.",
    identity_taken: "Dieses Konto beim Anbieter ist hier mit einem anderen Konto verbunden.",
    not_shown_again: "Der Anbieter hat Sie nicht erneut nach Ihrer Anmeldung gefragt.",
    provider_failed:
      "Der Anbieter hat nicht bestätigt, wer Sie sind. Bitte versuchen Sie es noch einmal.",
    provider_down:
      "Der Anbieter antwortet gerade nicht. Bitte versuchen Sie es in einigen Minuten noch einmal.",
    malformed_body: "Der Inhalt der Anfrage konnte nicht gelesen werden.",
    unauthenticated: "Melden Sie sich zuerst an.",
    forbidden: "Ihr Konto ist dazu nicht berechtigt.",
    reauthentication_required: "Bestätigen Sie zuerst, dass Sie es sind.",
    impersonated:
      "Sie handeln gerade als eine andere Person und können nichts ändern. Beenden Sie das zuerst.",
    insufficient_scope: "Das API-Token darf das nicht.",
    cross_site: "Die Anfrage kam nicht von dieser Website.",
    invitation_required:
      "Konten gibt es auf Einladung. Wenn Sie eine haben, öffnen Sie den Link in der E-Mail.",
    link_of_another_account:
      "Sie sind bei einem anderen Konto angemeldet als dem, für das dieser Link bestimmt ist.",
    not_found:
      "Unter dieser Adresse gibt es nichts. Vielleicht ist sie falsch geschrieben oder veraltet.",
    method_not_allowed: "Diese Adresse unterstützt die Methode nicht.",
    account_disabled: "Das Konto ist gesperrt. Geben Sie es zuerst frei.",
    admin_exists: "Es gibt bereits einen Administrator.",
    address_unverified:
      "Die E-Mail-Adresse dieses Kontos hat noch niemand bestätigt. So lange wird keine Rolle vergeben: Sie ginge an jede Person, die sich mit der Adresse registriert.",
    already_signed_in: "Sie sind bereits angemeldet.",
    already_verified: "Die E-Mail-Adresse ist bereits bestätigt.",
    second_factor_off: "Die Zwei-Faktor-Anmeldung ist nicht eingeschaltet.",
    second_factor_on: "Die Zwei-Faktor-Anmeldung ist bereits eingeschaltet.",
    second_factor_required:
      "Dafür ist die Zwei-Faktor-Anmeldung nötig. Richten Sie sie zuerst in Ihren Einstellungen ein.",
    sign_in_expired:
      "Das hat zu lange gedauert, oder der Code war zu oft falsch. Melden Sie sich erneut an.",
    too_many_tokens:
      "Ihr Konto hat bereits die Höchstzahl an API-Tokens. Widerrufen Sie zuerst eines.",
    last_admin:
      "Das ist der letzte Administrator. Machen Sie zuerst jemand anderen zum Administrator.",
    last_way_in:
      "Ein Konto behält einen eigenen Anmeldeweg: ein Passwort, einen Passkey oder eine Verbindung. Fügen Sie zuerst einen anderen hinzu.",
    last_owner:
      "Eine Organisation braucht einen Inhaber, der sich anmelden kann. Machen Sie zuerst jemand anderen zum Inhaber.",
    already_member: "Diese Person ist bereits Mitglied der Organisation.",
    too_many_invitations:
      "Zu viele Einladungen warten auf Antwort. Ziehen Sie zuerst einige zurück.",
    too_many_organisations: "Dieses Konto gehört bereits zur Höchstzahl an Organisationen.",
    other_account: "Jetzt ist ein anderes Konto angemeldet. Es wurde nichts geändert.",
    passkeys_full: "Ein Konto kann höchstens zehn Passkeys haben. Entfernen Sie zuerst einen.",
    link_ended: "Der Link in dieser E-Mail gilt nicht mehr. Die Person kann einen neuen anfordern.",
    password_changed: "Das Passwort wurde soeben geändert. Bitte versuchen Sie es noch einmal.",
    body_too_large: "Der Inhalt der Anfrage ist zu groß.",
    unsupported_media_type: "Der Inhalt der Anfrage hat den falschen Typ.",
    invalid: "Prüfen Sie die unten markierten Felder.",
    too_many_requests: "Zu viele Versuche. Bitte versuchen Sie es später noch einmal.",
    busy_account:
      "Andere Versuche mit diesem Konto laufen noch. Versuchen Sie es in einer Sekunde noch einmal.",
    busy_network:
      "Aus Ihrem Netz melden sich gerade zu viele Personen an. Versuchen Sie es in ein paar Sekunden noch einmal.",
    internal: "Bitte versuchen Sie es gleich noch einmal.",
    busy: "Gerade melden sich zu viele Personen an. Versuchen Sie es in ein paar Sekunden noch einmal.",
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
    contentType: "Senden Sie {types}.",
    contentTypeOr: "{one} oder {other}",
    notUtf8: "Der Inhalt der Anfrage ist kein gültiges UTF-8.",
    notJson: "Der Inhalt der Anfrage ist kein gültiges JSON.",
    notAnObject: "Der Inhalt der Anfrage muss ein JSON-Objekt sein.",
    migrationsPending: "Die Datenbank muss noch migriert werden.",
    databaseNewer: "Die Datenbank gehört zu einer neueren Version.",
    databaseReadOnly: "Die Datenbank nimmt keine Änderungen an.",
    noSuchUser: "Diesen Benutzer gibt es nicht.",
    noSuchToken: "Dieses Token gibt es nicht. Vielleicht wurde es bereits widerrufen.",
    tokenInvalid:
      "Das API-Token ist nicht gültig. Vielleicht ist es unvollständig, abgelaufen oder widerrufen.",
    scopeMissing: "Dafür braucht das API-Token die Berechtigung {scope}.",
    noScope: "API-Tokens gelten hierfür nicht. Melden Sie sich dafür an.",
    noSuchSession: "Diese Sitzung gibt es nicht. Vielleicht ist sie schon beendet.",
    signInWrong:
      "E-Mail-Adresse oder Passwort ist falsch. Gerade erst registriert? Bestätigen Sie zuerst Ihre E-Mail-Adresse über den Link, den wir Ihnen gesendet haben.",
    cookiesMissing:
      "Ihr Browser hat mit diesem Formular kein Cookie gesendet. Bitte versuchen Sie es noch einmal. Geschieht es wieder, erlauben Sie Cookies für diese Website: Ohne sie können Sie sich nicht anmelden.",
    languageNotKept:
      "Ihr Browser speichert für diese Website keine Cookies, deshalb lässt sich die Sprache hier nicht umstellen. Erlauben Sie Cookies, oder wählen Sie die Sprache in den Einstellungen Ihres Browsers.",
    signInExpired: "Dieses Formular war zu lange geöffnet. Bitte versuchen Sie es noch einmal.",
    signInFailed: "Die Anmeldung hat nicht funktioniert. Bitte versuchen Sie es noch einmal.",
    sessionEnded:
      "Sie sind abgemeldet: Diese Sitzung wurde anderswo beendet, etwa durch eine Abmeldung in einem anderen Tab oder Browser, ein neues Passwort oder einen Administrator.",
    sessionExpired:
      "Sie sind abgemeldet: Diese Sitzung ist abgelaufen. Melden Sie sich wieder an, um fortzufahren.",
    tooManyPages:
      "Von diesem Konto sind viele Seiten offen. Die anderen bleiben aktuell; diese zeigt Neues, wenn sie neu geladen wird.",
    linkDead: "Dieser Link ist abgelaufen oder wurde bereits verwendet oder ersetzt.",
    linkDeadRestart:
      "Dieser Link ist abgelaufen oder wurde bereits verwendet. Starten Sie die App neu, um einen neuen auszugeben.",
  },
};
