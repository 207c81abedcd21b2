import type { invitations as source } from "@/lib/platform/texts/en/organisations/invitations";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const invitations: Translation<typeof source> = {
  organisationInvitations: {
    title: "Jemanden einladen",
    lead: {
      one: "Wir senden einen Link per E-Mail, der {count} Tag lang gilt. Wer ihn öffnet und mit dieser Adresse angemeldet ist, kann {name} beitreten.",
      other:
        "Wir senden einen Link per E-Mail, der {count} Tage lang gilt. Wer ihn öffnet und mit dieser Adresse angemeldet ist, kann {name} beitreten.",
    },
    role: "Rolle",
    roleChoice: "{role} – {text}",
    send: "Einladung senden",
    sending: "Wird gesendet …",
    waiting: "Warten auf Antwort",
    caption: "Einladungen, die auf Antwort warten",
    none: "Keine offenen Einladungen",
    noneText:
      "Gesendete Einladungen stehen hier, bis sie angenommen, zurückgezogen oder abgelaufen sind.",
    email: "E-Mail-Adresse",
    until: "Gilt bis",
    expired: "Abgelaufen",
    actions: "Ändern",
    again: "Erneut senden",
    againTo: "Einladung an {email} erneut senden",
    withdraw: "Zurückziehen",
    withdrawFrom: "Einladung an {email} zurückziehen",
  },
  invitationLink: {
    title: "Einladung",
    heading: "{organisation} beitreten",
    lead: "{invitedBy} lädt Sie zu {organisation} ein. Ihre Rolle dort: {role}.",
    accept: "Einladung annehmen",
    pending: "Einen Moment …",
    alreadyMember: "Sie gehören bereits zu {organisation}.",
    open: "{organisation} öffnen",
    other:
      "Diese Einladung gilt für {email}, aber Sie sind als {viewer} angemeldet. Es hat sich nichts geändert. Wenn beide Adressen Ihnen gehören, melden Sie sich ab und machen Sie mit {email} weiter.",
    signInFirst:
      "Melden Sie sich mit {email} an, um anzunehmen. Sie kommen auf diese Seite zurück.",
    signIn: "Anmelden",
    signUpFirst:
      "Um anzunehmen, legen Sie ein Konto mit {email} an. Mehr müssen Sie nicht bestätigen.",
    signUp: "Konto anlegen",
    noSignUp:
      "Um anzunehmen, brauchen Sie ein Konto mit {email}, und Konten legt hier die Administration an. Bitten Sie {invitedBy}, eines für Sie anlegen zu lassen, und öffnen Sie diesen Link dann erneut.",
    addressFixed: "Diese Einladung gilt für eine andere Adresse.",
    hasAccount:
      "Diese Adresse hat ein Konto. Melden Sie sich damit an, und öffnen Sie die Einladung erneut.",

    missing: "Öffnen Sie den Link in der E-Mail mit der Einladung, um fortzufahren.",
    incomplete:
      "Dieser Link ist unvollständig. Kopieren Sie ihn ganz aus der E-Mail, bis zum letzten Zeichen.",
    expired: "Diese Einladung ist abgelaufen. Bitten Sie um eine neue.",
    unknown:
      "Diese Einladung gilt nicht. Sie wurde angenommen, zurückgezogen oder durch eine neuere ersetzt: Suchen Sie nach einer späteren E-Mail.",
    toList: "Ihre Organisationen ansehen",
    inviterGone:
      "Wer Sie eingeladen hat, kann in diese Organisation niemanden mehr einladen. Bitten Sie ein anderes Mitglied um eine Einladung.",
  },
  invitationMail: {
    subject: "Einladung zu {organisation}",
    text: "{name} ({email}) lädt Sie ein, {organisation} beizutreten, als {role}.",
    action: "Einladung ansehen",
    closing:
      "Der Link gilt einmal, sieben Tage lang und nur für diese E-Mail-Adresse. Wenn Sie nicht wissen, worum es geht, können Sie diese E-Mail ignorieren: Es geschieht nichts.",
  },
};
