import { Problem } from "@/lib/platform/core/problem";
import { renewSession } from "@/lib/platform/db/tables/sessions";
import type { Connection } from "@/lib/platform/db/transaction";
import { type Method, storedMethods } from "./methods";

/** A new secret for the calling session, and the one it replaces. */
export type Renewal = {
  userId: string;
  sessionId: string;
  /** SHA-256 of the secret that let the request in. */
  from: string;
  /** SHA-256 of the new one. */
  to: string;
  now: Date;
};

/**
 * Gives a session its new secret, in the transaction that the renewal is for, with the account locked. Only
 * if the secret that let the request in is still the session's: of two requests with one secret, one of
 * which may be a thief's, the second changes nothing.
 * @param proved by which methods the owner has just authenticated; null where they did not: the session's
 * last proof, and its time, stay as they are
 * @throws Problem unauthenticated when the session has ended or has another secret
 */
export async function renew(
  { userId, sessionId, from, to, now }: Renewal,
  proved: readonly Method[] | null,
  tx: Connection,
): Promise<void> {
  const proof = proved && { authenticatedAt: now, methods: storedMethods(proved) };
  const data = { secretHash: to, lastSeenAt: now, ...proof };
  if (!(await renewSession({ userId, id: sessionId, secretHash: from }, data, tx))) {
    throw new Problem("unauthenticated");
  }
}
