/**
 * Accents, Hebrew points, the stroke that lengthens an Arabic word, and what nobody sees: it comes with a copied
 * text. But not the marks that turn one Japanese letter into another.
 */
const MARKS =
  /(?![\u3099\u309a])(?:[\p{Script=Inherited}\p{Default_Ignorable_Code_Point}\u0591-\u05c7\u0640])/gu;
/** Letters that readers take for the same and Unicode does not decompose. */
const ALIKE: Record<string, string> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ı: "i" },
  // At the end of a word the Greek sigma is another character, unless it is a capital.
  ...{ ς: "σ", ə: "e", ĸ: "k" },
  // African languages.
  ...{ ɓ: "b", ɗ: "d", ƙ: "k", ƴ: "y", ŋ: "n", ɛ: "e", ɔ: "o", ƒ: "f" },
  // The same in Hebrew.
  ...{ ך: "כ", ם: "מ", ן: "נ", ף: "פ", ץ: "צ" },
  // Keyboards for Persian, Urdu and Arabic write one name with different characters.
  ...{ ی: "ي", ى: "ي", ے: "ي", ک: "ك", ة: "ه", ہ: "ه", ھ: "ه", ۃ: "ه" },
  ...Object.fromEntries([..."٠١٢٣٤٥٦٧٨٩"].map((digit, value) => [digit, String(value)])),
  ...Object.fromEntries([..."۰۱۲۳۴۵۶۷۸۹"].map((digit, value) => [digit, String(value)])),
  ...Object.fromEntries([..."’‘‛′ʼʻʹʽʾʿ᾿´`׳"].map((apostrophe) => [apostrophe, "'"])),
  ...Object.fromEntries([..."“”„‟″«»״"].map((quote) => [quote, '"'])),
  ...Object.fromEntries([..."‐‑‒–—―−־"].map((dash) => [dash, "-"])),
};

/**
 * One letter as a reader compares it: without accents, in lower case, the Turkish i's as i, curly
 * apostrophes straight. Letter by letter, so that a partly typed word folds like the whole one: in a whole
 * word a Greek sigma depends on what follows it. Search keys are stored in this form: a change must increase
 * KEYS_VERSION (lib/platform/db/tables/search-keys.ts).
 */
export function foldLetter(letter: string): string[] {
  const known = ALIKE[letter] ?? ALIKE[letter.toLowerCase()];
  if (known !== undefined) return [...known];
  const plain = letter.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(MARKS, "");
  return [...plain].flatMap((part) => [...(ALIKE[part] ?? part)]);
}
