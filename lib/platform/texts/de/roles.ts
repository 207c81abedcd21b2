import type { roles as source } from "@/lib/platform/texts/en/roles";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const roles: Translation<typeof source> = {
  roles: {
    user: "Benutzer",
    admin: "Administrator",
  },
  roleTexts: {
    user: "sieht nur das eigene Konto",
    admin: "sieht und ändert alle Konten",
  },
};
