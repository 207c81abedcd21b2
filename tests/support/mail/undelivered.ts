import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import { recipient } from "./recipient";

/**
 * A mail that has failed for good: no worker takes it.
 * @param reason in the words of a mail server
 * @returns its id
 */
export async function givenUpMail(email: string, reason = "no such mailbox"): Promise<string> {
  return transaction(async (tx) => {
    await queueMail(accountExistsMail(recipient(email)), tx);
    const { id } = await tx.outboxMail.findFirstOrThrow({
      orderBy: { id: "desc" },
      select: { id: true },
    });
    const data = { failedAt: new Date(), lastError: reason, attempts: 1 };
    await tx.outboxMail.update({ where: { id }, data });
    return id;
  });
}

/** What is stored of a mail. */
export const storedMail = (id: string) => db.outboxMail.findUniqueOrThrow({ where: { id } });
