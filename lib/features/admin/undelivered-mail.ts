import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, requireRight } from "@/lib/features/caller/caller";
import { Problem } from "@/lib/platform/core/problem";
import {
  countUndelivered,
  findUndelivered,
  listUndelivered,
  retryMail,
} from "@/lib/platform/db/tables/outbox";
import { findUserByEmail } from "@/lib/platform/db/tables/users";
import { afterCommit, transaction } from "@/lib/platform/db/transaction";
import { LINK_DEAD } from "@/lib/platform/mail/delivery";
import { mailSummary, wakeOutbox } from "@/lib/platform/mail/outbox";

/** How many of each state are listed; the total is shown beside them. */
const SHOWN = 50;

/** A mail that was not delivered, as an administrator sees it. Its text stays private. */
const undeliveredMail = z
  .object({
    id: z.uuid(),
    /** Null where it was sealed with a secret that this process lacks. */
    to: z.string().nullable(),
    /**
     * Also null for mail that was requested by address, until the worker has checked whether it has an
     * account.
     */
    subject: z.string().nullable(),
    state: z.enum(["queued", "failed"]),
    /** Why the last attempt failed, in the words of the mail server; null before the first one. */
    reason: z.string().nullable(),
    /** Its only link has expired: it is no longer sent, and its recipient has to request a new one. */
    linkEnded: z.boolean(),
    attempts: z.int().min(0),
    createdAt: z.iso.datetime(),
    nextAttemptAt: z.iso.datetime(),
  })
  .meta({ id: "UndeliveredMail" });

export const undeliveredMails = z.object({
  queued: z.int().min(0),
  failed: z.int().min(0),
  mails: z.array(undeliveredMail),
});

export type UndeliveredMailView = z.infer<typeof undeliveredMail>;

/** Mail that has failed for good, the latest first, and then mail that is waiting. */
export async function undelivered(): Promise<z.infer<typeof undeliveredMails>> {
  const [counts, failed, queued] = await Promise.all([
    countUndelivered(),
    listUndelivered("failed", SHOWN),
    listUndelivered("queued", SHOWN),
  ]);
  const mails = [...failed, ...queued].map(async (mail) => {
    const { to = null, subject = null } = await mailSummary(mail.sealed);
    const linkEnded = mail.lastError === LINK_DEAD;
    return {
      id: mail.id,
      to,
      subject,
      state: mail.failedAt ? ("failed" as const) : ("queued" as const),
      reason: linkEnded ? null : mail.lastError,
      linkEnded,
      attempts: mail.attempts,
      createdAt: mail.createdAt.toISOString(),
      nextAttemptAt: mail.nextAttemptAt.toISOString(),
    };
  });
  return { ...counts, mails: await Promise.all(mails) };
}

/**
 * Sends a mail again, or at once if it is waiting. The trail of its address's account records that.
 * @throws Problem not_found when there is none, or it has been delivered; link_ended; as requireRight() does
 */
export function sendAgain(asking: AskingSession, id: string): Promise<void> {
  return transaction(async (tx) => {
    await requireRight(asking, "mail.manage", tx);
    const mail = await findUndelivered(id, tx);
    if (!mail) throw new Problem("not_found");
    if (mail.lastError === LINK_DEAD) throw new Problem("link_ended");
    await retryMail(id, tx);
    const { to } = await mailSummary(mail.sealed);
    const user = to ? await findUserByEmail(to, tx) : null;
    await recordEvent("sys_mail_sent_again", { subjectId: user?.id ?? null, on: tx });
    afterCommit(tx, wakeOutbox);
  });
}
