import { LANGUAGE_CODES, type Language } from "@/lib/platform/config/languages";
import { Problem, type ProblemCode } from "@/lib/platform/core/problem";
import { sectionsIn, textsIn } from "@/lib/platform/texts/catalogue";
import type { Sections } from "@/lib/platform/texts/format/entry";
import { LAYOUT_TEXTS } from "./frame";

/** What a page made at build time brings along: it cannot know who will read it. */
export type StaticProps = {
  status: number;
  languages: Record<Language, Sections>;
  told: Record<Language, { title: string; detail: string }>;
};

/**
 * Makes the getStaticProps of a page about a problem that is made at build time: its words in every
 * language, all of which it shows.
 */
export function staticPage(code: ProblemCode) {
  const { status } = new Problem(code);
  const each = <T>(make: (language: Language) => T) =>
    Object.fromEntries(LANGUAGE_CODES.map((language) => [language, make(language)])) as Record<
      Language,
      T
    >;
  const told = (language: Language) => {
    const t = textsIn(language);
    return { title: t(`problemTitles.${code}`), detail: t(`problems.${code}`) };
  };
  return (): { props: StaticProps } => ({
    props: {
      status,
      languages: each((language) => sectionsIn(language, LAYOUT_TEXTS)),
      told: each(told),
    },
  });
}
