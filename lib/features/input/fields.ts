import { z } from "zod";
import { t } from "@/lib/platform/texts/t";
import { isPrintableLine, isVisible, withoutSteering } from "./invisible";

export const NAME_LIMIT = 80;
/** Longest password accepted, in characters: enough for any passphrase, cheap to refuse beyond. */
export const PASSWORD_MAX_LENGTH = 128;
const NUL_OR_LONE_SURROGATE = /\0|\p{Cs}/u;

/** Characters as the pages count them, too: code points, so that an emoji is not two. */
const lengthOf = (text: string) => [...text].length;

/**
 * A name for something: one printable line with at least one visible character.
 * @param missing the message where there is none
 * @param limit the most characters
 */
export function lineField(missing: () => string, limit = NAME_LIMIT) {
  const tooLong = () => t("fields.tooLong", { count: limit });
  return (
    z
      .string({ error: missing })
      // Before any work on it: composing thousands of accents is slow. A letter may carry three.
      .max(limit * 4, { error: tooLong })
      .transform((typed) => withoutSteering(typed).normalize("NFC").trim())
      .pipe(
        z
          .string()
          .refine((name) => name === "" || isPrintableLine(name), {
            error: () => t("fields.nameCharacters"),
            abort: true,
          })
          .refine(isVisible, { error: missing })
          .refine((name) => lengthOf(name) <= limit, { error: tooLong }),
      )
      // What the checks of our own want is not in the JSON Schema that is made of this.
      .meta({ description: `one printable line of 1 to ${limit} characters` })
  );
}

/** What mail programs make a link of. A host alone is not among it: some are called so. */
const LINK = /:\/\/|\bwww\.|[\p{L}\d]\.\p{L}{2,}\//iu;

/**
 * A name that mails carry: of a person or an organisation to strangers, by invitations; of a passkey or an API token
 * to the owner, by a warning, where a thief has chosen it. It must not bring a link. Parameters as above.
 */
export const mailedNameField = (missing: () => string, limit?: number) =>
  lineField(missing, limit).refine((name) => !LINK.test(name), {
    error: () => t("fields.nameLink"),
  });

/** A person's name. */
export const nameField = mailedNameField(() => t("fields.nameMissing"));

/**
 * A password exactly as typed. Only its size is checked here, before any costly work;
 * lib/features/password/policy.ts judges a new one.
 */
export const passwordField = z
  .string({ error: () => t("fields.passwordMissing") })
  .min(1, { error: () => t("fields.passwordMissing") })
  // Up to two UTF-16 units a character; the exact count is the policy's.
  .max(PASSWORD_MAX_LENGTH * 2, {
    error: () => t("fields.tooLong", { count: PASSWORD_MAX_LENGTH }),
  })
  .refine((typed) => !NUL_OR_LONE_SURROGATE.test(typed), {
    error: () => t("fields.passwordCharacters"),
  });

/** A password that somebody chooses; the description is what lib/features/password/policy.ts asks of it. */
export const newPasswordField = passwordField.meta({
  description: `at least 12 characters, unless the operator asks for another number, and at most ${PASSWORD_MAX_LENGTH}, after NFKC; none that is common, repetitive, or made of the name or address`,
});
