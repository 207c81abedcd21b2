import { LANGUAGE_CODES, type Language } from "@/lib/platform/config/languages";
import { Problem, type ProblemCode } from "@/lib/platform/core/problem";
import { sectionsIn, textsIn } from "@/lib/platform/texts/catalogue";
import type { Sections } from "@/lib/platform/texts/format/entry";
import type { Section } from "@/lib/platform/texts/keys";
import { ACTING_TEXTS, LAYOUT_TEXTS } from "./frame";

/** The props of a page made at build time: it cannot know its reader. */
export type StaticProps = { languages: Record<Language, Sections> };

/** What a page about a problem also has: the problem in every language, since it shows all of them. */
export type StaticProblemProps = StaticProps & {
  status: number;
  told: Record<Language, { title: string; detail: string }>;
};

const inEachLanguage = <T>(make: (language: Language) => T) =>
  Object.fromEntries(LANGUAGE_CODES.map((language) => [language, make(language)])) as Record<
    Language,
    T
  >;

const languagesOf = (texts: readonly Section[]) =>
  inEachLanguage((language) => sectionsIn(language, [...LAYOUT_TEXTS, ...ACTING_TEXTS, ...texts]));

/**
 * Makes the getStaticProps of a page that is the same for everybody, such as terms of use. It is prebuilt
 * and public. It is served in English; where a script runs, it switches to the reader's language.
 * @param texts the sections of the catalogue that its components use, beside the layout's
 * @public for pages of a product: docs/customising.md
 */
export function staticPage(texts: readonly Section[]) {
  const getStaticProps = (): { props: StaticProps } => ({
    props: { languages: languagesOf(texts) },
  });
  return Object.assign(getStaticProps, { texts });
}

/** Makes the getStaticProps of a page about a problem, for cases in which no other page can be made. */
export function staticProblemPage(code: ProblemCode) {
  const { status } = new Problem(code);
  const told = inEachLanguage((language) => {
    const t = textsIn(language);
    return { title: t(`problemTitles.${code}`), detail: t(`problems.${code}`) };
  });
  return (): { props: StaticProblemProps } => ({
    props: { status, languages: languagesOf([]), told },
  });
}
