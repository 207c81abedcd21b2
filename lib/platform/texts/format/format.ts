import { LANGUAGES, type Language } from "@/lib/platform/config/languages";
import type { Entry, Sections } from "./entry";
import { isolated } from "./isolated";
import { kept } from "./kept";

type Values = Readonly<Record<string, unknown>> | undefined;

/**
 * The entry of a key `section.name`.
 * @throws when it is not in the sections: the page has not declared it
 */
export function entryOf(sections: Sections, key: string): Entry {
  const dot = key.indexOf(".");
  const entry = sections[key.slice(0, dot)]?.[key.slice(dot + 1)];
  if (entry === undefined) throw new Error(`no text ${key}: is its section declared?`);
  return entry;
}

/** A number as the language writes it. */
function formatNumber(value: number, language: Language): string {
  const { locale } = LANGUAGES[language];
  return kept(`number ${locale}`, () => new Intl.NumberFormat(locale)).format(value);
}

const PLACEHOLDER = /\{(\w+)\}/;

/**
 * An entry with its placeholders filled in, as pieces: text, and the values between.
 * @throws when a value is missing, which the types of `t` and `useTexts` rule out
 */
export function formatParts(entry: Entry, values: Values, language: Language): unknown[] {
  const sentence = typeof entry === "string" ? entry : formOf(entry, values, language);
  if (!sentence.includes("{")) return [sentence];
  // Split by a pattern with one group: every second piece is a name.
  return sentence.split(PLACEHOLDER).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const value = values?.[piece];
    if (value === undefined) throw new Error(`no value for {${piece}} in: ${sentence}`);
    if (typeof value === "number") return formatNumber(value, language);
    return typeof value === "string" ? isolated(value) : value;
  });
}

/** An entry with its placeholders filled in. @throws as formatParts() does */
export function format(entry: Entry, values: Values, language: Language): string {
  return formatParts(entry, values, language).join("");
}

function formOf(entry: Exclude<Entry, string>, values: Values, language: Language): string {
  const { locale } = LANGUAGES[language];
  const rules = kept(`plural ${locale}`, () => new Intl.PluralRules(locale));
  return entry[rules.select(Number(values?.count))] ?? entry.other;
}
