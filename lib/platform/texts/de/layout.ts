import type { layout as source } from "@/lib/platform/texts/en/layout";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const layout: Translation<typeof source> = {
  layout: {
    skip: "Zum Inhalt springen",
    language: "Sprache",
    justNow: "gerade eben",
    mainNavigation: "Hauptnavigation",
    dashboard: "Übersicht",
    organisations: "Organisationen",
    settings: "Einstellungen",
    admin: "Administration",
    accountNavigation: "Konto",
    accountMenu: "Kontomenü:",
    checkingSession: "Es wird geprüft, ob Sie angemeldet sind",
    sessions: "Sitzungen",
    signIn: "Anmelden",
    signUp: "Registrieren",
    signOut: "Abmelden",
    apiReference: "API-Referenz",
    toDashboard: "Zur Übersicht",
    toStart: "Zur Startseite",
  },
};
