import type { figures as source } from "@/lib/platform/texts/en/people/figures";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const figures: Translation<typeof source> = {
  figures: {
    lead: "Die letzten 30 Tage, in UTC. Jede Zahl wird bis {limit} gezählt.",
    table: "{title} als Tabelle",
    day: "Tag",
    signUps: "Neue Konten",
    accounts: "Konten",
    signIns: "Anmeldungen",
    done: "Angemeldet",
    failed: "Fehlgeschlagen",
    blocked: "Blockiert: zu viele Versuche",
    active: "Aktive Personen",
    activeLead: "Personen, die sich angemeldet oder eine Sitzung genutzt haben.",
    period: "Zeitraum",
    people: "Personen",
    lastDay: "24 Stunden",
    lastWeek: "7 Tage",
    lastMonth: "30 Tage",
    factors: "Konten mit Zwei-Faktor-Anmeldung",
    factorsLead: "Wie viele von hundert Konten sie eingeschaltet haben.",
    role: "Rolle",
    share: "Anteil in %",
  },
};
