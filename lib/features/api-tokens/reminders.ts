import { log } from "@/lib/platform/core/log";
import { DAY_MS, HOUR_MS } from "@/lib/platform/core/time";
import { findExpiringApiTokens, markReminded } from "@/lib/platform/db/tables/programs/api-tokens";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import type { Job } from "@/lib/platform/jobs/jobs";
import { queueMail } from "@/lib/platform/mail/outbox";
import { apiTokenExpiringMail } from "@/lib/platform/mail/templates/programs/api-token";
import { REMIND_DAYS } from "./api-tokens";

/** Few enough that other requests get their turn in between. */
const BATCH = 100;

/** Notifies the owners of tokens that will expire in a week; each once, by any process. */
export const tokenReminders: Job = {
  name: "api-token-reminders",
  every: HOUR_MS,
  run: async () => ({ reminded: await remindOfExpiry(new Date()) }),
};

/**
 * Notifies the owner of each token that expires within a week of `now`, once. A failure is logged, and
 * retried at the next run.
 * @returns how many tokens were handled
 */
export async function remindOfExpiry(now: Date): Promise<number> {
  const until = new Date(now.getTime() + REMIND_DAYS * DAY_MS);
  for (let reminded = 0; ; ) {
    const found = await findExpiringApiTokens({ until, take: BATCH });
    let count = 0;
    // One after the other: a hundred transactions at once would take the connections of all requests.
    for (const token of found) if (await remindOf(token, now)) count++;
    reminded += count;
    if (count === 0 || found.length < BATCH) return reminded;
  }
}

async function remindOf(token: { id: string; userId: string }, now: Date): Promise<boolean> {
  try {
    return await transaction(async (tx) => {
      const user = await lockUser(token.userId, tx);
      const marked = user && (await markReminded(token.id, now, tx));
      // Marked anyway: tokens skipped at each run would keep others waiting.
      if (marked && !user.disabledAt) await queueMail(apiTokenExpiringMail(user, marked), tx);
      return marked !== null;
    });
  } catch (error) {
    log.warn({ err: error }, "owner of an API token not reminded");
    return false;
  }
}
