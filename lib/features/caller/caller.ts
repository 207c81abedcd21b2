import { may, type Permission } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { isLiveApiToken } from "@/lib/platform/db/tables/programs/api-tokens";
import { hasSecret } from "@/lib/platform/db/tables/sessions";
import { findUser, lockUser, type User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";

/** The session that sent a request, and the SHA-256 of the secret that let the request in. */
export type AskingSession = { userId: string; sessionId: string; secretHash: string };

/** The API token that sent a request. */
export type AskingToken = { userId: string; tokenId: string };

/**
 * Locks the account of the calling session for this transaction, as lockUser() does, if the request would
 * still be let in: while it waited for the lock, its owner may have ended the session or given it another
 * secret. Source: CWE-367, and docs/decisions/024-a-session-opens-under-the-lock.md. The same for the
 * calling API token.
 * @throws Problem unauthenticated when it has ended, or has another secret
 */
export async function lockCaller(
  asking: AskingSession | AskingToken,
  tx: Connection,
): Promise<User> {
  const user = await lockUser(asking.userId, tx);
  if (!user) throw new Problem("unauthenticated");
  await requireSession(asking, tx);
  return user;
}

/**
 * The same for a transaction that has locked another account, or this one already.
 * @throws Problem unauthenticated when the session has ended, or has another secret
 */
export async function requireSession(
  asking: AskingSession | AskingToken,
  tx: Connection,
): Promise<void> {
  const lives = "tokenId" in asking ? isLiveApiToken(asking, tx) : hasSecret(asking, tx);
  if (!(await lives)) throw new Problem("unauthenticated");
}

/**
 * The same for what takes a right: until the lock was free, whoever asks may have lost the role.
 * @returns the caller, as of now
 * @throws Problem unauthenticated as requireSession() does; forbidden when the role does not give the right any more
 */
export async function requireRight(
  asking: AskingSession,
  right: Permission,
  tx: Connection,
): Promise<User> {
  await requireSession(asking, tx);
  const user = await findUser(asking.userId, tx);
  if (!user || !may(user.role, right)) throw new Problem("forbidden");
  return user;
}
