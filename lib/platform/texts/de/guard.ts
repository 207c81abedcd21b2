import type { guard as source } from "@/lib/platform/texts/en/guard";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const guard: Translation<typeof source> = {
  otherAccount: {
    refused:
      "Sie sind in diesem Browser jetzt als {name} ({email}) angemeldet. Es wurde nichts geändert.",
    title: "Sie sind mit einem anderen Konto angemeldet",
    lead: "Die Seite, die Sie benutzt haben, wurde für ein anderes Konto geöffnet. In diesem Browser sind Sie jetzt als {name} ({email}) angemeldet. Es wurde nichts geändert.",
    goOn: "Als {name} fortfahren",
  },
  interrupted: {
    signIn:
      "Sie wurden abgemeldet. Melden Sie sich an, um fortzufahren: Es wurde noch nichts geändert.",
    proof: "Es wurde noch nichts geändert. Bestätigen Sie, dass Sie es sind, um fortzufahren.",
    factor: "Es wurde noch nichts geändert. Richten Sie zuerst die Zwei-Faktor-Anmeldung ein.",
    afterSignIn:
      "Sie wurden abgemeldet, bevor dies erledigt war. Es wurde noch nichts geändert: Prüfen Sie Ihre Angaben, und klicken Sie erneut auf die Schaltfläche.",
    afterProof:
      "Danke für die Bestätigung. Es wurde noch nichts geändert: Klicken Sie erneut auf die Schaltfläche, um es zu tun.",
    afterFactor:
      "Zuerst musste die Zwei-Faktor-Anmeldung eingerichtet werden. Es wurde noch nichts geändert: Prüfen Sie Ihre Angaben, und klicken Sie erneut auf die Schaltfläche.",
  },
};
