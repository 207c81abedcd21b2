import { recordEvent } from "@/lib/features/audit/events";
import { deleteSession, findProviderSessions } from "@/lib/platform/db/tables/sessions";
import { findIdentityOwner } from "@/lib/platform/db/tables/sign-in/identities";
import { deletePendingSignIns } from "@/lib/platform/db/tables/sign-in/pending";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { ofProvider, providerSidOf } from "./identity";

/** Whose sessions a provider says have ended: one of its own sessions, all of a user's, or both named. */
export type Ended = { provider: string; subject: string | null; sid: string | null };

/**
 * Ends the sessions that a provider has opened and now says have ended. Those that began another way, by
 * the password for example, are none of its business.
 * @returns how many ended
 */
export async function endProviderSessions({ provider, subject, sid }: Ended): Promise<number> {
  const owner = subject && (await findIdentityOwner({ provider, subject }));
  if (subject && !owner) return 0;
  if (!owner && !sid) return 0;
  const found = sid
    ? await findProviderSessions({ providerSid: providerSidOf({ provider, sid }) })
    : await findProviderSessions({ userId: owner ?? "", beginning: ofProvider(provider) });
  const named = found.filter(({ userId }) => !owner || userId === owner);
  let ended = 0;
  for (const { id, userId } of named) {
    if (await end(userId, id)) ended++;
  }
  // One that waits for its second factor would become a session.
  if (owner) await transaction((tx) => deletePendingSignIns(owner, tx));
  return ended;
}

function end(userId: string, id: string): Promise<boolean> {
  return transaction(async (tx) => {
    if (!(await lockUser(userId, tx)) || !(await deleteSession(userId, id, tx))) return false;
    await recordEvent("authn_token_revoked:session", { subjectId: userId, on: tx });
    return true;
  });
}
