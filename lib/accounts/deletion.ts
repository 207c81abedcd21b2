import { createHash } from "node:crypto";
import { pseudonymiseEvents } from "@/lib/db/events";
import { transaction } from "@/lib/db/transaction";
import { countOtherAdmins, deleteUser, lockUser } from "@/lib/db/users";
import { Problem } from "@/lib/http/problem";
import { queueMail, wakeOutbox } from "@/lib/mail/outbox";
import { accountDeletedMail } from "@/lib/mail/templates";
import { recordEvent } from "./audit";

/**
 * Deletes an account and all that belongs to it: password, sessions, mailed links, identities. Its
 * events stay under a pseudonym, without address or agent.
 * @throws Problem conflict for the last administrator
 */
export async function deleteAccount(userId: string): Promise<void> {
  await transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user) return;
    if (user.role === "admin" && (await countOtherAdmins(userId, tx)) === 0) {
      throw new Problem("conflict", {
        detail: "You are the last administrator. Make somebody else one first.",
      });
    }
    await recordEvent("user_deleted", { subjectId: userId, on: tx });
    await pseudonymiseEvents(userId, pseudonymOf(userId), tx);
    await queueMail(accountDeletedMail(user), tx);
    await deleteUser(userId, tx);
  }, "Serializable");
  wakeOutbox();
}

const pseudonymOf = (userId: string) =>
  `deleted-${createHash("sha256").update(userId).digest("hex").slice(0, 16)}`;
