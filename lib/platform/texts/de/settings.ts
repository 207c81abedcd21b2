import type { settings as source } from "@/lib/platform/texts/en/settings";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const settings: Translation<typeof source> = {
  settings: {
    title: "Einstellungen",
    pageTitle: "{page} – Einstellungen",
    profile: "Profil",
    password: "Passwort",
    security: "Sicherheit",
    email: "E-Mail",
    connections: "Verbindungen",
    sessions: "Sitzungen",
    tokens: "API-Tokens",
    language: "Sprache",
    account: "Ihre Daten",
    save: "Speichern",
    saving: "Wird gespeichert …",
  },
  settingsProfile: {
    lead: "Diesen Namen sehen Sie in Ihrem Konto und Administratoren in der Benutzerliste.",
  },
  settingsPassword: {
    change: "Passwort ändern",
    set: "Passwort festlegen",
    lead: "Alle anderen Geräte werden abgemeldet.",
    submitChange: "Passwort ändern",
    submitSet: "Passwort festlegen",
  },
  settingsSecurity: {
    title: "Zwei-Faktor-Anmeldung",
    on: "Ein",
    offLead:
      "Mit einer Authenticator-App auf Ihrem Telefon reicht ein gestohlenes Passwort nicht, um sich bei Ihrem Konto anzumelden.",
    required: "Ihr Konto braucht die Zwei-Faktor-Anmeldung. Richten Sie sie ein, um fortzufahren.",
    begin: "Authenticator-App einrichten",
    setUpTitle: "Authenticator-App einrichten",
    setUpLead:
      "Scannen Sie diesen Code mit der App und geben Sie dann den Code ein, den die App anzeigt.",
    qrLabel: "QR-Code für Ihre Authenticator-App",
    byHand: "Sie können ihn nicht scannen? Geben Sie diesen Schlüssel in der App ein:",
    openApp: "App auf diesem Gerät öffnen",
    confirm: "Einschalten",
    confirming: "Wird eingeschaltet …",
    otherSecret: "Einen anderen QR-Code anzeigen",
    codesTitle: "Ihre Wiederherstellungscodes",
    codesLead:
      "Ohne Ihr Telefon kommen Sie mit einem dieser Codes hinein. Bewahren Sie sie sicher auf: Wir können sie nicht noch einmal anzeigen.",
    codesMade:
      "Die Zwei-Faktor-Anmeldung ist eingeschaltet, und alle anderen Geräte wurden abgemeldet. Speichern Sie diese Codes jetzt.",
    fileHead: "Wiederherstellungscodes für {name}. Jeder gilt einmal.",
    copy: "Kopieren",
    print: "Drucken",
    download: "Herunterladen",
    saved: "Ich habe diese Codes gespeichert",
    onLead: "Für die Anmeldung brauchen Sie zusätzlich einen Code aus Ihrer Authenticator-App.",
    since: "Eingeschaltet seit",
    codesLeft: "Verbleibende Wiederherstellungscodes",
    notSaved:
      "Sie haben noch nicht bestätigt, dass Sie Ihre Wiederherstellungscodes gespeichert haben. Wenn Sie sie nicht haben, erstellen Sie neue.",
    newCodes: "Neue Wiederherstellungscodes erstellen",
    offTitle: "Ausschalten",
    offText:
      "Die Authenticator-App und die Wiederherstellungscodes werden entfernt, und alle anderen Geräte werden abgemeldet. Für die Anmeldung wird dann kein zweiter Faktor mehr verlangt.",
    confirmOff: "Ja, ohne zweiten Faktor anmelden",
    turnOff: "Zwei-Faktor-Anmeldung ausschalten",
  },
  settingsEmail: {
    title: "E-Mail-Adresse",
    lead: "Sie melden sich als {email} an.",
    needsPassword:
      "Eine neue Adresse bestätigen Sie mit Ihrem Passwort, und dieses Konto hat noch keines. Legen Sie zuerst eines fest.",
    new: "Neue E-Mail-Adresse",
    hint: "Wir senden einen Link dorthin. Sobald Sie ihn öffnen, wird die Adresse geändert, und Sie werden überall abgemeldet.",
    submit: "Adresse ändern",
    sending: "Wird gesendet …",
  },
  settingsLanguage: {
    title: "Sprache und Zeitzone",
    lead: "Für alle Seiten, die Sie sehen, und alle E-Mails, die wir Ihnen senden.",
    language: "Sprache",
    ownLanguage: "Wie im Browser eingestellt",
    timeZone: "Zeitzone",
    ownTimeZone: "Wie im Browser eingestellt",
    timeZoneHint: "Zeiten werden derzeit in dieser Zone angezeigt: {timeZone}.",
    otherZones: "Weitere",
  },
  settingsAccount: {
    downloadTitle: "Ihre Daten herunterladen",
    downloadLead:
      "Alles, was wir über Sie speichern: Profil, Sitzungen, Ereignisse und alles Übrige. Die JSON-Datei wird beim Herunterladen erstellt.",
    download: "Herunterladen",
    deleteTitle: "Konto löschen",
    deleteLead:
      "Das Konto von {name} ({email}) wird mit Profil, Passwort und Sitzungen endgültig gelöscht. Das lässt sich nicht rückgängig machen.",
    confirm: "Ihre E-Mail-Adresse",
    confirmHint: "Geben Sie {email} ein, um das Löschen dieses Kontos zu bestätigen.",
    withOrganisations: "Auch löschen, da außer Ihnen niemand dazugehört: {names}",
    delete: "Konto löschen",
    deleting: "Wird gelöscht …",
  },
};
