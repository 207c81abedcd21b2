import type { apiReference as source } from "@/lib/platform/texts/en/docs/api-reference";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const apiReference: Translation<typeof source> = {
  apiReference: {
    title: "API-Referenz",
    lead: "Jede Adresse der API: was sie annimmt, was sie antwortet und ein Aufruf zum Ausprobieren. Programme lesen dasselbe als {document}.",
    document: "OpenAPI-Dokument",
    contents: "Adressen nach Thema",
    public: "Offen für alle",
    anonymous: "Nur für Besucher, die nicht angemeldet sind",
    user: "Angemeldet",
    role: "Angemeldet, mit der Rolle {role}",
    permission: "Angemeldet, mit der Berechtigung {permission}",
    token: "oder mit einem API-Token, das die Berechtigung {scope} hat",
    recent: "bestätigt in den letzten zehn Minuten",
    parameters: "In der Adresse",
    body: "Im Inhalt",
    form: "Als Formular",
    field: "Feld",
    type: "Typ",
    presence: "Angabe",
    required: "erforderlich",
    optional: "freiwillig",
    call: "Beispielaufruf",
    answer: "Antwort {status}",
    noBody: "Antwort {status}, ohne Inhalt",
    problems: "Probleme",
    allProblems: "Probleme nach Code",
    code: "Code",
    status: "Status",
    meaning: "Bedeutung",
  },
};
