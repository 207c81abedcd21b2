import type { providers as source } from "@/lib/platform/texts/en/ways-in/providers";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const providers: Translation<typeof source> = {
  providers: {
    or: "oder",
    continueWith: "Weiter mit {provider}",
    confirmWith: "Mit {provider} bestätigen",
    wayInPath: "Weiter zu {provider}",
    goOn: "Zu {provider}",
    startAgain:
      "Das hat zu lange gedauert, oder Sie haben in einem anderen Tab neu begonnen. Bitte versuchen Sie es noch einmal.",
    cancelled: "Sie haben bei {provider} abgebrochen. Es wurde nichts geändert.",
    provider_down:
      "{provider} antwortet gerade nicht. Versuchen Sie es in einigen Minuten noch einmal, oder melden Sie sich auf einem anderen Weg an.",
    provider_failed:
      "{provider} hat nicht bestätigt, wer Sie sind. Versuchen Sie es noch einmal, oder melden Sie sich auf einem anderen Weg an.",
    address_in_use:
      "Zu Ihrer E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich damit an und verbinden Sie {provider} dann hier unter „Verbindungen“.",
    identity_taken: "Dieses Konto bei {provider} ist hier mit einem anderen Konto verbunden.",
    not_shown_again:
      "{provider} hat Sie nicht erneut nach Ihrer Anmeldung gefragt. Melden Sie sich hier ab und wieder an, um fortzufahren.",
    notYours:
      "Das ist nicht das Konto, das Sie hier verbunden haben. Versuchen Sie es mit dem richtigen noch einmal.",
    disabled: "Dieses Konto ist gesperrt. Wenden Sie sich an einen Administrator.",
    noSignUp: "Zu dieser Anmeldung gibt es kein Konto, und neue können hier nicht angelegt werden.",
    notInvited:
      "Ihr Anbieter hat die eingeladene Adresse nicht bestätigt, oder die Einladung gilt nicht mehr. Öffnen Sie die Einladung noch einmal und verwenden Sie ihr Formular.",
    noSuchConnection: "Diese Verbindung gibt es nicht. Vielleicht wurde sie schon entfernt.",
  },
  settingsConnections: {
    title: "Verbundene Konten",
    lead: "Damit können Sie sich anmelden. Ihr Passwort, falls Sie eines haben, gilt weiterhin.",
    none: "Noch nichts verbunden",
    noneText: "Verbinden Sie unten ein Konto, um sich damit anzumelden.",
    noProviders: "Auf diesem Server ist kein Anbieter eingerichtet, den Sie verbinden könnten.",
    since: "Verbunden: {time}",
    disconnect: "Trennen",
    addTitle: "Weiteres Konto verbinden",
    addLead: "Sie gehen zum Anbieter, melden sich dort an und kommen hierher zurück.",
    connect: "{provider} verbinden",
  },
  keptProviders: {
    text: "Damit kann man sich weiterhin bei Ihrem Konto anmelden: {names}.",
    action: "Eines davon gehört mir nicht: anmelden und trennen",
  },
  providerConnectedMail: {
    subject: "{provider} ist mit Ihrem Konto verbunden",
    text: "Sie können sich jetzt mit {provider} bei Ihrem Konto anmelden. Andere Geräte wurden abgemeldet.",
    textWithAddress:
      "Sie können sich jetzt mit {provider} ({address}) bei Ihrem Konto anmelden. Andere Geräte wurden abgemeldet.",
    action: "Verbindungen ansehen",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, trennen Sie die Verbindung dort und legen Sie jetzt ein neues Passwort fest.",
  },
  providerDisconnectedMail: {
    subject: "{provider} ist nicht mehr mit Ihrem Konto verbunden",
    text: "Sie können sich nicht mehr mit {provider} bei Ihrem Konto anmelden. Andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest.",
  },
};
