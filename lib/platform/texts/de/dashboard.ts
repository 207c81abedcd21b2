import type { dashboard as source } from "@/lib/platform/texts/en/dashboard";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const dashboard: Translation<typeof source> = {
  security: {
    title: "Kontosicherheit",
    lead: "Sie sind als {email} angemeldet. Dabei seit {since}.",
    email: "E-Mail-Adresse",
    confirmed: "Bestätigt",
    notConfirmed: "Nicht bestätigt",
    password: "Passwort",
    passwordSet: "Festgelegt: {time}",
    noPassword: "Passwort festlegen",
    devices: "Geräte",
    signedIn: { one: "{count} angemeldet", other: "{count} angemeldet" },
  },
  sessions: {
    title: "Aktive Sitzungen",
    lead: "Auf diesen Geräten ist Ihr Konto angemeldet.",
    device: "{browser} unter {system}",
    unknownBrowser: "Unbekannter Browser",
    unknownSystem: "unbekanntem System",
    thisDevice: "Dieses Gerät",
    signedIn: "Angemeldet: {time}",
    lastSeen: "Zuletzt aktiv: {time}",
    signOut: "Abmelden",
    showAll: "Alle {count} Sitzungen anzeigen",
    signOutOthers: "Überall sonst abmelden",
  },
  signIns: {
    title: "Anmeldungen",
    total: {
      one: "{count} Anmeldung in den letzten {days} Tagen",
      other: "{count} Anmeldungen in den letzten {days} Tagen",
    },
    most: "Höchstwert pro Tag: {most}",
    table: "Als Tabelle anzeigen",
    day: "Tag",
    count: "Anmeldungen",
  },
  ownEvents: {
    title: "Letzte Sicherheitsereignisse",
    lead: "Kommt Ihnen etwas nicht bekannt vor? {signOut} und {changePassword}.",
    signOut: "Melden Sie sich überall sonst ab",
    changePassword: "ändern Sie Ihr Passwort",
    byAdministrator: "durch die Administration",
    none: "Noch keine Ereignisse",
    noneText: "Hier stehen künftig Anmeldungen, Abmeldungen und Änderungen an Ihrem Konto.",
  },
  list: {
    pages: "Seiten",
    next: "Weiter",
    first: "Anfang",
    newest: "Neueste",
    older: "Ältere",
    newestEvents: "Neueste Ereignisse",
    olderEvents: "Ältere Ereignisse",
  },
};
