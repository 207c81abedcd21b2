import { domainToUnicode } from "node:url";
import { foldLetter } from "@/lib/platform/core/fold-letter";

/**
 * The admin's search finds the text of a name or an address from the beginning of any word. Each such
 * remainder is a key, so that a search is a range of an index, however many users there are;
 * docs/decisions/022-search-at-scale.md. Stored keys depend on all of this and on foldLetter(): a change of
 * the rules must increase KEYS_VERSION, and the clean-up job then renews the keys of all users.
 */

/**
 * The rules below. 1 was lower case only; 2 kept Hebrew points and what is invisible; 3 told Persian letters and
 * digits from Arabic ones; 4 told a hyphen from a space; 5 did not find Müller as Mueller, nor Mueller as Müller.
 */
export const KEYS_VERSION = 6;

/** A word begins after one of these. */
const SEPARATORS = " .,@+-_'\"()/";
/** Characters of a key. Longer search texts are compared up to this. */
const LENGTH = 64;
/** Letters that are written as two where a keyboard lacks them, by German and Scandinavian readers. */
const SPELT_OUT: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
/** The last code point: after a key, it comes behind everything that begins like that key. */
const LAST = "\u{10FFFF}";

/**
 * A text as a reader compares it, in letters. Spaces of any kind and number are one, and so is a hyphen behind a
 * word: Anne-Marie is looked for as Anne Marie. What comes later decides nothing, so that a beginning of a text
 * is folded like the whole.
 */
function fold(text: string): string[] {
  const letters: string[] = [];
  for (const letter of [...text].flatMap((each) => (/\s/.test(each) ? " " : foldLetter(each)))) {
    const before = letters.at(-1) ?? " ";
    if (letter === "-" && !SEPARATORS.includes(before)) letters.push(" ");
    else if (letter !== " " || letters.length === 0 || before !== " ") letters.push(letter);
  }
  return letters;
}

/**
 * A name as it is written, with its umlauts as two letters, and with what may be such an umlaut as one. Whichever
 * a reader types is folded, and finds one of them: `mueller`, `müller` and `muller` find both Müller and Mueller.
 */
function spellings(name: string): string[] {
  const lower = name.normalize("NFC").toLowerCase();
  const two = lower.replace(/[äöüøå]/g, (letter) => SPELT_OUT[letter] ?? letter);
  const one = lower.replace(/ae|oe|ue|aa/g, ([letter = ""]) => letter);
  return [name, two, one];
}

/**
 * The keys of a user, folded: for Ada Byron, ada@example.com they are `ada byron ada@exam…`,
 * `byron ada ada@exam…` (so that the last name may be typed first), `ada@example.com`,
 * `example.com` and `com`. An address with a domain of another script has keys in both of its forms.
 */
export function searchKeys({ name, email }: { name: string; email: string }): string[] {
  const at = email.lastIndexOf("@") + 1;
  const readable = email.slice(0, at) + domainToUnicode(email.slice(at));
  return [
    ...new Set([
      ...spellings(name).flatMap((each) => keysOfName(fold(each), fold(email))),
      ...keysOf(fold(email)),
      ...(readable === email ? [] : keysOf(fold(readable))),
    ]),
  ];
}

/** Where words begin. */
const beginnings = (letters: string[]): number[] =>
  letters.flatMap((letter, at) => {
    const begins =
      SEPARATORS.includes(letters[at - 1] ?? " ") && (at === 0 || !SEPARATORS.includes(letter));
    return begins ? [at] : [];
  });

const keyOf = (letters: string[]): string => letters.slice(0, LENGTH).join("");

const keysOf = (letters: string[]): string[] =>
  beginnings(letters).map((at) => keyOf(letters.slice(at)));

/** The rest of the name from each word on, then the words before it, then the address. */
const keysOfName = (name: string[], email: string[]): string[] =>
  beginnings(name).map((at) => {
    const before = at === 0 ? [] : [" ", ...name.slice(0, at)];
    const words = [...name.slice(at), ...before];
    return keyOf([...words, ...(words.at(-1) === " " ? [] : [" "]), ...email]);
  });

/**
 * The range of keys that begin like a search text.
 * @param needle as typed; `@example.com` finds the same as `example.com`
 * @returns the first key that could match, and the first that no longer can
 */
export function searchRange(needle: string): { from: string; to: string } {
  const letters = fold(needle.trimStart());
  const word = letters.findIndex((letter) => !SEPARATORS.includes(letter));
  const from = letters.slice(Math.max(0, word)).slice(0, LENGTH).join("");
  return { from, to: from + LAST };
}
