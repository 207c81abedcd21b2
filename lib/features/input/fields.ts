import { z } from "zod";

export const NAME_LIMIT = 80;
/** Longest password accepted, in characters: enough for any passphrase, cheap to refuse beyond. */
export const PASSWORD_MAX_LENGTH = 128;
// U+200C and U+200D are part of how Persian, Indic scripts and emoji are written.
const CONTROL = /(?![\u200c\u200d])(?:\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}|[\u2028\u2029])/u;
const NUL_OR_LONE_SURROGATE = /\0|\p{Cs}/u;

/** A person's name: anything that can be printed on one line. */
export const nameField = z
  .string("Enter your name.")
  // Before any work on it: composing thousands of accents is slow. A letter may carry three.
  .max(NAME_LIMIT * 4, `Use at most ${NAME_LIMIT} characters.`)
  .transform((typed) => typed.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "Enter your name.")
      .max(NAME_LIMIT, `Use at most ${NAME_LIMIT} characters.`)
      .refine((name) => !CONTROL.test(name), "Use letters, digits, spaces and punctuation only."),
  );

/**
 * A password as typed, trimmed of nothing. Only its size is checked here, before any costly
 * work; lib/features/password/policy.ts judges a new one.
 */
export const passwordField = z
  .string("Enter your password.")
  .min(1, "Enter your password.")
  // Up to two UTF-16 units a character; the exact count is the policy's.
  .max(PASSWORD_MAX_LENGTH * 2, `Use at most ${PASSWORD_MAX_LENGTH} characters.`)
  .refine((typed) => !NUL_OR_LONE_SURROGATE.test(typed), "Use characters that can be typed.");
