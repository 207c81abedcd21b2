import type { Language } from "@/lib/platform/config/languages";
import { de } from "./de";
import { en } from "./en";
import type { Sections, Translation } from "./format/entry";
import { entryOf, format } from "./format/format";
import type { Section, Source, Translate } from "./keys";

/** Every sentence in every language. Server only: a page sends the sections it declares. */
export const catalogues: Readonly<Record<Language, Translation<Source>>> = { en, de };

/** Fills in sentences of one language: for the recipient of a mail, who is not the sender. */
export function textsIn(language: Language): Translate {
  return (key, ...[values]) => format(entryOf(catalogues[language], key), values, language);
}

/** Some sections in one language, to travel to the browser with their page. */
export function sectionsIn(language: Language, sections: readonly Section[]): Sections {
  const catalogue = catalogues[language];
  return Object.fromEntries(sections.map((section) => [section, catalogue[section]]));
}
