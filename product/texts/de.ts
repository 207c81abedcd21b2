import type { Translation } from "@/lib/platform/texts/format/entry";
import type { en as source } from "./en";

export const de: Translation<typeof source> = {
  product: {
    tagline: "Konten auf dem eigenen Server.",
  },
  front: {
    title: "Konten, die Ihnen gehören",
    eyebrow: "Selbst betriebene Konten für Next.js",
    headline: "Wissen, wer einen Schlüssel hat. Und jeden zurücknehmen können.",
    lead: "{app} ist der Kontenteil Ihres Produkts, auf Ihrem eigenen Server: Registrierung, Anmeldung, Sitzungen und Rollen, jeder Datensatz in einer Datenbank, die Ihnen gehört.",
    createAccount: "Konto erstellen",
    whatYouGet: "Was Sie bekommen",
    sessionsTitle: "Sitzungen, die Sie beenden können",
    sessionsText:
      "Jede Anmeldung ist eine Zeile in der Datenbank. Beenden Sie eine, wird schon ihre nächste Anfrage abgewiesen.",
    guardsTitle: "Wachen an der Route",
    guardsText:
      "Jede Seite und jede API-Route sagt, wer hineindarf. Es gibt keine Voreinstellung, die man vergessen könnte.",
    formsTitle: "Läuft ohne JavaScript",
    formsText:
      "Einfache HTML-Formulare von der Registrierung bis zur Abmeldung. Skripte machen sie nur angenehmer.",
    databaseTitle: "Ihre eigene Datenbank",
    databaseText:
      "SQLite ohne Einrichtung, PostgreSQL mit einer Einstellung. Niemand sonst hat Ihre Benutzer.",
    sampleTitle: "Zuerst sagt eine Route, wer hineindarf",
    sampleText:
      "Die Wache liest die Sitzung aus der Datenbank, weist alle anderen ab und übergibt Ihrem Code einen Benutzer, den es wirklich gibt.",
    previewTitle: "Aktive Sitzungen",
    previewCurrent: "Dieses Gerät",
    previewActive: "Aktiv",
    previewRevoked: "Beendet",
  },
  dashboard: {
    title: "Übersicht",
    hello: "Hallo, {name}",
  },
};
