/**
 * Invisible characters. Keyboards and copies from chats, contacts and spreadsheets bring along marks that
 * only steer direction or line breaks: they are removed silently. What would change how a line reads
 * (overrides, controls, line breaks) is refused instead.
 */

// Soft hyphen, word joiner, zero-width space, byte order mark, direction marks, embeddings, isolates
// and what Unicode had for that earlier. The overrides U+202D and U+202E are missing on purpose: text reads differently without.
const STEERING = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202c\u2060-\u206f\ufeff]/gu;

// A black flag and tag characters: how the flags of Wales, Scotland and England are written.
const TAGGED_FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,8}\u{e007f}/gu;

// U+200C and U+200D are part of how Persian, Indic scripts and emoji are written. Signs that stand above or
// below what follows (Arabic, Syriac, Kaithi) are format characters to Unicode, and seen.
const REFUSED =
  /(?!\u200c|\u200d|[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])(?:\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}|[\u2028\u2029])/u;

// Fillers are letters to Unicode; the empty Braille pattern, the null notehead, hieroglyphic blanks and what
// stands for a picture that was not copied are symbols or letters. All look like nothing.
const VISIBLE =
  /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{M}\p{C}\u2800\ufffc\u{1d159}\u{13441}\u{13442}]/u;

/** Removes marks that only steer direction or line breaks. @returns the rest as it was */
export const withoutSteering = (text: string): string => text.replace(STEERING, "");

/** Whether everything in a text fits on one printed line and is what it looks like. */
export const isPrintableLine = (text: string): boolean =>
  !REFUSED.test(text.replace(TAGGED_FLAG, ""));

/** Whether a reader sees at least one character. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);
