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
};
