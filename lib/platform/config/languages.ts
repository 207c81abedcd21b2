/**
 * The languages of the app: each one's own name, and the locale of its dates and numbers. Another language
 * is a line here and a folder in lib/platform/texts; the type check then names what is missing.
 */
export const LANGUAGES = {
  en: { name: "English", locale: "en-GB" },
  de: { name: "Deutsch", locale: "de-DE" },
} as const;

export type Language = keyof typeof LANGUAGES;

/** Their codes (ISO 639-1), in the order in which they are offered. */
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as [Language, ...Language[]];

/** Whether a value is the code of a language of the app. */
export const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && Object.hasOwn(LANGUAGES, value);
