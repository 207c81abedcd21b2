import type { dashboard as source } from "@/lib/platform/texts/en/dashboard";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const dashboard: Translation<typeof source> = {
  sessions: {
    unknownBrowser: "Unbekannter Browser",
    unknownSystem: "unbekanntem System",
  },
};
