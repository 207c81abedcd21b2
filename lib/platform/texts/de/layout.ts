import type { layout as source } from "@/lib/platform/texts/en/layout";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const layout: Translation<typeof source> = {
  layout: {
    skip: "Zum Inhalt springen",
    language: "Sprache",
    justNow: "gerade eben",
  },
};
