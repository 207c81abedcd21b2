import { endApiTokens } from "@/lib/features/api-tokens/api-tokens";
import { type EventName, recordEvent } from "@/lib/features/audit/events";
import { deleteDevices } from "@/lib/platform/db/tables/devices";
import { deleteSessions } from "@/lib/platform/db/tables/sessions";
import { replaceTokens, type TokenPurpose } from "@/lib/platform/db/tables/tokens";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import type { Message } from "@/lib/platform/mail/message";
import { queueMail } from "@/lib/platform/mail/outbox";

/** What was changed, and what it means for whoever is signed in. */
type CredentialChange = {
  /** What the trail calls it. */
  event: EventName;
  /** What the owner is told: what happened, and how to undo it. */
  mail: Message;
  /** The session that made the change, and goes on; null where every session ends. */
  keepSession: string | null;
  /** The links that end, beside one to another address: what they were proved by may be gone. */
  voids?: readonly TokenPurpose[];
  /** Whether every API token ends: they open the account without what was changed. */
  endTokens?: boolean;
  /** Whether no browser is known any more: where the account may have been somebody else's until now. */
  forgetDevices?: boolean;
};

/**
 * What follows every change of what an account is proved by, in the transaction that makes it, with the
 * user locked: every other session ends, and every sign-in that is under way; no link moves the account
 * elsewhere any more; the trail has it, and the owner is told by mail. Source: OWASP ASVS 5.0, 6.3.7 and
 * 7.4.3.
 */
export async function credentialChanged(
  user: Pick<User, "id">,
  {
    event,
    mail,
    keepSession,
    voids = [],
    endTokens = false,
    forgetDevices = false,
  }: CredentialChange,
  tx: Connection,
): Promise<void> {
  const { id } = user;
  await deleteSessions(id, keepSession, tx);
  for (const purpose of new Set<TokenPurpose>(["change-email", ...voids])) {
    await replaceTokens(id, purpose, tx);
  }
  if (forgetDevices) await deleteDevices(id, tx);
  if (endTokens) await endApiTokens(id, tx);
  await recordEvent(event, { subjectId: id, on: tx });
  await queueMail(mail, tx);
}
