import { createHash } from "node:crypto";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { hooks } from "@/lib/features/hooks/hooks";
import { leaveOrganisations } from "@/lib/features/organisations/owned";
import { pseudonymiseEvents } from "@/lib/platform/db/tables/events";
import { deleteUser, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { accountDeletedMail } from "@/lib/platform/mail/templates/account-deleted";
import { requireAnotherAdmin } from "./last-admin";

/**
 * Deletes an account and everything that belongs to it: password, sessions, mailed links, identities. Its
 * events stay under a pseudonym, without network address or browser.
 * @param withOrganisations whether organisations without other members are deleted with it
 * @throws Problem last_admin; last_owner; unauthenticated when the session has ended in the meantime
 */
export async function deleteAccount(
  asking: AskingSession,
  { withOrganisations = false }: { withOrganisations?: boolean | undefined } = {},
): Promise<void> {
  await transaction(async (tx) => {
    const user = await lockCaller(asking, tx);
    await requireAnotherAdmin(user, tx);
    await leaveOrganisations(user.id, withOrganisations, tx);
    await queueMail(accountDeletedMail(user), tx);
    await removeAccount(user, tx);
  });
}

/** Removes an account and leaves its events under a pseudonym. Part of the caller's `tx`. */
export async function removeAccount(user: User, tx: Connection): Promise<void> {
  const { id: userId } = user;
  await hooks().accountDeleted?.(user, tx);
  await recordEvent("user_deleted", { subjectId: userId, on: tx });
  await pseudonymiseEvents(userId, pseudonymOf(userId), tx);
  await deleteUser(userId, tx);
}

const pseudonymOf = (userId: string) =>
  `deleted-${createHash("sha256").update(userId).digest("hex").slice(0, 16)}`;
