import { z } from "zod";
import { isPrintableLine, isVisible, withoutSteering } from "./invisible";

export const NAME_LIMIT = 80;
/** Longest password accepted, in characters: enough for any passphrase, cheap to refuse beyond. */
export const PASSWORD_MAX_LENGTH = 128;
const NUL_OR_LONE_SURROGATE = /\0|\p{Cs}/u;

/** Characters as the pages count them too: code points, so that an emoji is not two. */
const lengthOf = (text: string) => [...text].length;

/** A person's name: one printable line with at least one character that a reader sees. */
export const nameField = z
  .string("Enter your name.")
  // Before any work on it: composing thousands of accents is slow. A letter may carry three.
  .max(NAME_LIMIT * 4, `Use at most ${NAME_LIMIT} characters.`)
  .transform((typed) => withoutSteering(typed).normalize("NFC").trim())
  .pipe(
    z
      .string()
      .refine((name) => name === "" || isPrintableLine(name), {
        error: "Use letters, digits, spaces and punctuation only.",
        abort: true,
      })
      .refine(isVisible, "Enter your name.")
      .refine((name) => lengthOf(name) <= NAME_LIMIT, `Use at most ${NAME_LIMIT} characters.`),
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
