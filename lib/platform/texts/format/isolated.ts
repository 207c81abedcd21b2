// The blocks of scripts that are written from right to left: Hebrew, Arabic and their neighbours, their
// presentation forms, and the later ones (Unicode 16, DerivedBidiClass.txt: R and AL by default).
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Words that a person typed, ready to stand in a sentence. Without this, a name written from right to left takes the
 * number, bracket or quotation mark beside it along to its other side. The marks (U+2068, U+2069) are what Unicode
 * advises for text without markup: titles, labels, mail (UAX #9, 2.7); in a page they do what <bdi> does.
 * Other words are returned as they are: every language of the app is written from left to right.
 */
export const isolated = (words: string): string =>
  RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;

/** Several of them, with commas between. */
export const listed = (names: readonly string[]): string => names.map(isolated).join(", ");
