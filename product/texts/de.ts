import type { Translation } from "@/lib/platform/texts/format/entry";
import type { en as source } from "./en";

export const de: Translation<typeof source> = {
  product: {
    tagline: "Konten auf dem eigenen Server.",
  },
  front: {
    title: "Konten, die Ihnen gehören",
    eyebrow: "Benutzerkonten für Next.js, selbst gehostet",
    headline: "Wissen, wer Zugang hat. Und ihn jederzeit entziehen.",
    lead: "{app} übernimmt die Konten Ihres Produkts auf Ihrem eigenen Server: Registrierung, Anmeldung, Sitzungen und Rollen. Jeder Datensatz liegt in Ihrer eigenen Datenbank.",
    createAccount: "Konto erstellen",
    whatYouGet: "Das bekommen Sie",
    sessionsTitle: "Sitzungen, die Sie beenden können",
    sessionsText:
      "Jede Sitzung steht in der Datenbank. Sobald Sie eine beenden, wird schon die nächste Anfrage abgewiesen.",
    guardsTitle: "Zugriffsschutz an jeder Route",
    guardsText:
      "Jede Seite und jede API-Route legt fest, wer Zugriff hat. Einen Standardwert gibt es nicht, also wird auch nichts vergessen.",
    formsTitle: "Funktioniert ohne JavaScript",
    formsText:
      "HTML-Formulare von der Registrierung bis zur Abmeldung. JavaScript macht sie nur komfortabler.",
    databaseTitle: "Ihre eigene Datenbank",
    databaseText:
      "SQLite sofort einsatzbereit, PostgreSQL mit einer einzigen Einstellung. Ihre Benutzerdaten bleiben bei Ihnen.",
    sampleTitle: "Jede Route beginnt mit der Zugriffsregel",
    sampleText:
      "Vor jedem Aufruf wird die Sitzung in der Datenbank geprüft. Wer keinen Zugriff hat, wird abgewiesen. Ihr Code erhält einen Benutzer, den es wirklich gibt.",
    previewTitle: "Aktive Sitzungen",
    previewDevice: "{browser} unter {system}",
    previewCurrent: "Dieses Gerät",
    previewActive: "Aktiv",
    previewRevoked: "Beendet",
  },
  dashboard: {
    title: "Übersicht",
    hello: "Hallo, {name}",
  },
};
