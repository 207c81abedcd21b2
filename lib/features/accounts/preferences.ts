import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { LANGUAGE_CODES } from "@/lib/platform/config/languages";
import { setPreferences } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { timeZoneOf } from "@/lib/platform/http/reader";
import { limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";

export const languageField = z.enum(LANGUAGE_CODES, { error: () => t("fields.languageUnknown") });

/** An IANA name in any spelling; stored as Intl spells it. */
const timeZoneField = z
  .string({ error: () => t("fields.timeZoneUnknown") })
  .transform((name, context) => {
    const timeZone = timeZoneOf(name);
    if (timeZone) return timeZone;
    context.addIssue({ code: "custom", message: t("fields.timeZoneUnknown") });
    return z.NEVER;
  });

/** A form has no null: its empty choice is "as the browser asks". */
const emptyIsNull = (sent: unknown) => (sent === "" ? null : sent);

export const preferencesInput = z.object({
  language: z.preprocess(emptyIsNull, languageField.nullish()),
  timeZone: z.preprocess(emptyIsNull, timeZoneField.nullish()),
});

/** The language and time zone that an account has chosen. Null: as the browser asks. */
export const readingView = z.object({
  language: z.enum(LANGUAGE_CODES).nullable(),
  timeZone: z.string().nullable(),
});

/** Fields that are left out stay unchanged. */
type Reading = { language?: string | null | undefined; timeZone?: string | null | undefined };

/**
 * Sets the language and the time zone of an account, and records it if one of them has changed.
 * @returns both as stored
 * @throws Problem too_many_requests; unauthenticated when the session has ended in the meantime
 */
export function changePreferences(
  asking: AskingSession,
  wanted: Reading,
): Promise<Required<Reading>> {
  const { userId } = asking;
  return throttled([{ limit: limits.readingByAccount, subject: userId }], () =>
    transaction(async (tx) => {
      const user = await lockCaller(asking, tx);
      const { language = user.language, timeZone = user.timeZone } = wanted;
      if (language !== user.language || timeZone !== user.timeZone) {
        await setPreferences(userId, { language, timeZone }, tx);
        await recordEvent("user_updated:language", { subjectId: userId, on: tx });
      }
      return { language, timeZone };
    }),
  );
}
