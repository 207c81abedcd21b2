import { endApiTokens } from "@/lib/features/api-tokens/api-tokens";
import { type EventName, recordEvent } from "@/lib/features/audit/events";
import { deleteDevices } from "@/lib/platform/db/tables/devices";
import { deleteSessions } from "@/lib/platform/db/tables/sessions";
import { replaceTokens, type TokenPurpose } from "@/lib/platform/db/tables/tokens";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import type { Message } from "@/lib/platform/mail/message";
import { queueMail } from "@/lib/platform/mail/outbox";

/** What was changed, and what that means for open sessions. */
type CredentialChange = {
  /** The event's name in the trail. */
  event: EventName;
  /** The owner's mail: what happened, and how to undo it. */
  mail: Message;
  /** The session that made the change, and continues; null where every session ends. */
  keepSession: string | null;
  /** The links that are cancelled, besides one to another address: their proof may be gone. */
  voids?: readonly TokenPurpose[];
  /** Whether every API token ends: tokens open the account without the changed proof. */
  endTokens?: boolean;
  /** Whether every known browser is forgotten: where somebody else may have held the account until now. */
  forgetDevices?: boolean;
};

/**
 * What follows every change of an account's proof, in the transaction that makes it, with the user locked:
 * every other session and every pending sign-in ends, links to another address are cancelled, the trail
 * records it, and the owner is notified by mail. Source: OWASP ASVS 5.0, 6.3.7 and 7.4.3.
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
