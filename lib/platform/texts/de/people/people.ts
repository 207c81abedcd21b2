import type { people as source } from "@/lib/platform/texts/en/people/people";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const people: Translation<typeof source> = {
  people: {
    newUser: "Neues Konto",
    newUserLead:
      "Die Person bekommt per E-Mail einen Link, mit dem sie ein Passwort festlegt. Er gilt eine Woche. Niemand sonst sieht das Passwort.",
    create: "Konto erstellen",
    cancel: "Abbrechen",
    invite: "Jemanden einladen",
    inviteLead:
      "Die Person bekommt per E-Mail einen Link, mit dem sie ein Konto mit dieser Adresse erstellt. Er gilt eine Woche.",
    send: "Einladung senden",
    invitations: "Einladungen",
    address: "E-Mail",
    invitedBy: "Eingeladen von",
    operator: "Terminal des Servers",
    until: "Gültig bis",
    action: "Aktion",
    expired: "Abgelaufen",
    revoke: "Zurückziehen",
    none: "Keine Einladungen",
    noneText: "Hier stehen Einladungen, die noch nicht angenommen wurden.",
  },
  accountInvitation: {
    title: "Einladung",
    heading: "Einladung zu {app}",
    lead: "Erstellen Sie ein Konto für {email}.",
    leadBy: "{by} lädt Sie ein, ein Konto für {email} zu erstellen.",
    accept: "Konto erstellen",
    signedIn:
      "Sie sind als {viewer} angemeldet. Melden Sie sich ab, um die Einladung für {email} anzunehmen.",
    taken: "{email} hat bereits ein Konto. Melden Sie sich damit an.",
    signIn: "Anmelden",
    addressFixed: "Eine Einladung gilt für die Adresse, an die sie ging.",
    hasAccount: "Mit dieser Adresse gibt es bereits ein Konto. Melden Sie sich damit an.",
    missing: "Öffnen Sie den Link in der Einladung.",
    incomplete: "Dieser Link ist unvollständig. Kopieren Sie ihn ganz aus der E-Mail.",
    unknown:
      "Diese Einladung gilt nicht mehr. Sie wurde angenommen oder zurückgezogen. Bitten Sie um eine neue.",
    expired: "Diese Einladung ist abgelaufen. Bitten Sie um eine neue.",
  },
};
