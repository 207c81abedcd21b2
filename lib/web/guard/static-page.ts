import { LANGUAGE_CODES, type Language } from "@/lib/platform/config/languages";
import { sectionsIn } from "@/lib/platform/texts/catalogue";
import type { Sections } from "@/lib/platform/texts/format/entry";
import type { Section } from "@/lib/platform/texts/keys";
import { LAYOUT_TEXTS } from "./frame";

/** What a page made at build time brings along: it cannot know who will read it. */
export type StaticProps = { languages: Record<Language, Sections> };

/**
 * Makes the getStaticProps of a page made at build time: its texts in every language, for the browser
 * to choose from.
 */
export function staticPage(texts: readonly Section[]) {
  const getStaticProps = (): { props: StaticProps } => {
    const languages = LANGUAGE_CODES.map((code) => [
      code,
      sectionsIn(code, [...LAYOUT_TEXTS, ...texts]),
    ]);
    return { props: { languages: Object.fromEntries(languages) } };
  };
  return Object.assign(getStaticProps, { texts });
}
