import type { settings as source } from "@/lib/platform/texts/en/settings";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const settings: Translation<typeof source> = {
  settings: {
    title: "Einstellungen",
    pageTitle: "{page} – Einstellungen",
    profile: "Profil",
    password: "Passwort",
    email: "E-Mail",
    sessions: "Sitzungen",
    language: "Sprache",
    account: "Ihre Daten",
    save: "Speichern",
    saving: "Wird gespeichert …",
  },
  settingsProfile: {
    title: "Profil",
    lead: "Diesen Namen sehen Sie in Ihrem Konto und Administratoren in der Benutzerliste.",
  },
  settingsPassword: {
    change: "Passwort ändern",
    set: "Passwort festlegen",
    lead: "Alle anderen Geräte werden abgemeldet.",
    submitChange: "Passwort ändern",
    submitSet: "Passwort festlegen",
  },
  settingsEmail: {
    title: "E-Mail-Adresse",
    lead: "Sie melden sich als {email} an.",
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
      "Alles, was wir über Sie speichern, in einer JSON-Datei: Profil, Sitzungen und Ereignisse.",
    download: "Herunterladen",
    deleteTitle: "Konto löschen",
    deleteLead:
      "Das Konto von {name} ({email}) wird mit Profil, Passwort und Sitzungen endgültig gelöscht. Das lässt sich nicht rückgängig machen.",
    confirm: "Ihre E-Mail-Adresse",
    confirmHint: "Tippen Sie {email}, um das Löschen dieses Kontos zu bestätigen.",
    delete: "Konto löschen",
    deleting: "Wird gelöscht …",
  },
};
