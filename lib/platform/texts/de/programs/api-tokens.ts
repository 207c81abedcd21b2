import type { apiTokens as source } from "@/lib/platform/texts/en/programs/api-tokens";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const apiTokens: Translation<typeof source> = {
  settingsTokens: {
    title: "Ihre Tokens",
    lead: "Mit einem Token kann ein Programm von Ihnen Ihr Konto über die API verwenden, ohne Ihr Passwort zu kennen.",
    reference: "Was die API annimmt und antwortet",
    none: "Noch keine Tokens",
    noneText: "Hier werden die Tokens aufgeführt, die Sie erstellen.",
    createTitle: "Token erstellen",
    createLead:
      "Wählen Sie nicht mehr, als das Programm braucht. Wir weisen Sie per E-Mail auf das neue Token hin.",
    name: "Name",
    nameHint: "Das Programm oder Gerät, das es verwenden wird.",
    scopes: "Was es darf",
    expires: "Gültig für",
    days: { one: "{count} Tag", other: "{count} Tage" },
    create: "Token erstellen",
    creating: "Wird erstellt …",
    madeTitle: "Ihr neues Token",
    madeLead:
      "Kopieren Sie es jetzt und bewahren Sie es auf wie ein Passwort: Wir können es nicht noch einmal anzeigen.",
    madeUse: "Programme senden es mit jeder Anfrage in dieser Kopfzeile:",
    token: "Token",
    copy: "Kopieren",
    copied: "Kopiert",
    endsWith: "endet auf {lastFour}",
    created: "Erstellt: {time}",
    expiresOn: "Gültig bis {day}",
    expired: "Abgelaufen",
    lastUsed: "Zuletzt verwendet: {time}",
    neverUsed: "Nie verwendet",
    revoke: "Widerrufen",
    alsoEnd: "Auch meine API-Tokens widerrufen",
  },
  tokenScopes: {
    "profile:read": "Sehen, wer Sie sind: Name, E-Mail-Adresse und Rolle",
    "profile:write": "Ihren Namen ändern",
    "sessions:read": "Sehen, wo Sie angemeldet sind",
    "events:read": "Ihre Sicherheitsereignisse sehen",
    "organisations:read":
      "Ihre Organisationen sehen, wer dazugehört und, als Verwalter, was geschehen ist",
    "users:read": "Alle Benutzer sehen",
    "trail:read": "Das Protokoll lesen",
  },
  apiTokenCreatedMail: {
    subject: "Neues API-Token für Ihr Konto",
    text: "Jemand hat das API-Token „{name}“ erstellt, das auf {lastFour} endet. Bis {expires} können Programme, die es haben, Ihr Konto verwenden.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest: Damit werden auch alle Tokens widerrufen.",
  },
  apiTokenExpiringMail: {
    subject: "Ein API-Token läuft bald ab",
    text: "Ihr API-Token „{name}“, das auf {lastFour} endet, gilt bis {expires}. Programme, die es verwenden, funktionieren danach nicht mehr.",
    action: "Ihre Tokens ansehen",
    closing:
      "Wenn Sie es weiter brauchen, erstellen Sie rechtzeitig ein neues. Falls nicht, können Sie diese E-Mail ignorieren.",
  },
};
