import { recordEvent } from "@/lib/features/audit/events";
import {
  deleteSession,
  findProviderSessions,
  findProviderUsers,
  type ProviderSessions,
} from "@/lib/platform/db/tables/sessions";
import { findIdentityOwner } from "@/lib/platform/db/tables/sign-in/identities";
import { deletePendingSignIns } from "@/lib/platform/db/tables/sign-in/pending-sign-ins";
import { lockUser } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { ofProvider, providerSidOf } from "./identity";

/** Whose sessions a provider says have ended: one of its own sessions, all of a user's, or both named. */
export type Ended = { provider: string; subject: string | null; sid: string | null };

/**
 * Ends the sessions that a provider has opened and now says have ended. Those that began another way, for
 * example by password, are not affected.
 * @returns how many ended
 */
export async function endProviderSessions({ provider, subject, sid }: Ended): Promise<number> {
  const providerSid = sid && providerSidOf({ provider, sid });
  const which = providerSid ? { providerSid } : { beginning: ofProvider(provider) };
  const owner = subject && (await findIdentityOwner({ provider, subject }));
  if (owner) return transaction((tx) => end(owner, which, tx));
  if (subject || !providerSid) return 0;
  let ended = 0;
  for (const userId of await findProviderUsers(providerSid)) {
    ended += await transaction((tx) => end(userId, which, tx));
  }
  return ended;
}

/** Looks under the lock: a sign-in in progress has either become a session, or ends here. */
async function end(userId: string, which: ProviderSessions, tx: Connection): Promise<number> {
  if (!(await lockUser(userId, tx))) return 0;
  await deletePendingSignIns(userId, tx);
  const ids = await findProviderSessions(userId, which, tx);
  for (const id of ids) {
    await deleteSession(userId, id, tx);
    await recordEvent("authn_token_revoked:session", { subjectId: userId, on: tx });
  }
  return ids.length;
}
