/**
 * The admin's search finds what a name or an address says from the beginning of a word on. Each such
 * rest of it is a key, so that a search is a range of an index, however many users there are;
 * docs/decisions/022-search-at-scale.md. Stored keys follow from all of this: what changes here
 * needs a migration.
 */

/** A word begins after one of these. */
const SEPARATORS = " .,@+-_'()/";
/** Characters of a key. Longer needles are compared as far as that. */
const LENGTH = 64;
/** Letter by letter: in a whole word a Greek sigma is written by what follows it. */
const lowerCase = (text: string) => [...text].flatMap((letter) => [...letter.toLowerCase()]);
/** The last code point: after a key, it stands behind all that begin like that one. */
const LAST = "\u{10FFFF}";

/**
 * The keys of a user, in lower case: for Ada Byron, ada@example.com they are `ada byron ada@exam…`,
 * `byron ada@exam…`, `ada@example.com`, `example.com` and `com`.
 */
export function searchKeys({ name, email }: { name: string; email: string }): string[] {
  const letters = lowerCase(`${name} ${email}`);
  const keys = letters.flatMap((letter, at) => {
    const begins =
      SEPARATORS.includes(letters[at - 1] ?? " ") && (at === 0 || !SEPARATORS.includes(letter));
    return begins ? [letters.slice(at, at + LENGTH).join("")] : [];
  });
  return [...new Set(keys)];
}

/**
 * The range of keys that begin like a needle.
 * @param needle as typed; `@example.com` finds what `example.com` does
 * @returns the first key that could, and the first that could no more
 */
export function searchRange(needle: string): { from: string; to: string } {
  const letters = lowerCase(needle);
  const word = letters.findIndex((letter) => !SEPARATORS.includes(letter));
  const from = letters.slice(Math.max(0, word)).slice(0, LENGTH).join("");
  return { from, to: from + LAST };
}
