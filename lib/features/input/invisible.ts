/**
 * Invisible characters. Keyboards and copies from chats, contacts and spreadsheets bring along marks that
 * only steer direction or line breaks: they are removed silently. What would change how a line reads
 * (overrides, controls, line breaks) is refused instead.
 */

// Soft hyphen, word joiner, zero-width space, byte order mark, direction marks, embeddings and
// isolates. The overrides U+202D and U+202E are missing on purpose: text reads differently without.
const STEERING =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]/gu;

// A black flag and tag characters: how the flags of Wales, Scotland and England are written.
const TAGGED_FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,8}\u{e007f}/gu;

// U+200C and U+200D are part of how Persian, Indic scripts and emoji are written.
const REFUSED = /(?![\u200c\u200d])(?:\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}|[\u2028\u2029])/u;

// Fillers are letters to Unicode and the empty Braille pattern is a symbol; both look like nothing.
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{M}\p{C}\u2800]/u;

/** Removes marks that only steer direction or line breaks. @returns the rest as it was */
export const withoutSteering = (text: string): string => text.replace(STEERING, "");

/** Whether everything in a text fits on one printed line and is what it looks like. */
export const isPrintableLine = (text: string): boolean =>
  !REFUSED.test(text.replace(TAGGED_FLAG, ""));

/** Whether a reader sees at least one character. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);
