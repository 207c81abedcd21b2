import { z } from "zod";
import { LANGUAGE_CODES } from "@/lib/platform/config/languages";
import { Problem } from "@/lib/platform/core/problem";
import { lockUser, setReading } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";

export const languageField = z.enum(LANGUAGE_CODES, { error: () => t("fields.languageUnknown") });

/** How an account wants to be written to; what is left out stays. Null: ask the browser. */
export type Reading = { language?: string | null; timeZone?: string | null };

/**
 * Sets the language and the time zone of an account.
 * @throws Problem too_many_requests; unauthenticated when the account is gone meanwhile
 */
export function changeReading(userId: string, reading: Reading): Promise<void> {
  return throttled([{ limit: limits.readingByAccount, subject: userId }], () =>
    transaction(async (tx) => {
      if (!(await lockUser(userId, tx))) throw new Problem("unauthenticated");
      await setReading(userId, reading, tx);
    }),
  );
}
