import { deleteSession, deleteSessions, isSession, listSessions } from "@/lib/db/sessions";
import { transaction } from "@/lib/db/transaction";
import { recordEvent, recordRefusal } from "./audit";
import { isAlive, lifetime } from "./session-lifetime";
import { describeAgent } from "./user-agent";

/** A session as its owner sees it. `id` is public; dates are ISO 8601. */
export type SessionView = {
  id: string;
  current: boolean;
  browser: string;
  system: string;
  address: string | null;
  createdAt: string;
  lastSeenAt: string;
};

/** The live sessions of a user: the current one first, then the one used last. */
export async function activeSessions(userId: string, currentId: string): Promise<SessionView[]> {
  const now = Date.now();
  const rows = await listSessions(userId, new Date(now - lifetime.idle(true)));
  return rows
    .filter(({ remember, lastSeenAt, expiresAt }) =>
      isAlive({ remember, lastSeenAt: +lastSeenAt, expiresAt: +expiresAt }, now),
    )
    .map((row) => ({
      id: row.id,
      current: row.id === currentId,
      ...describeAgent(row.userAgent),
      address: row.address,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }))
    .sort((a, b) => Number(b.current) - Number(a.current));
}

/** Ends one session of a user. @returns whether there was such a session of theirs */
export async function revokeSession(userId: string, id: string): Promise<boolean> {
  const found = await transaction(async (tx) => {
    const deleted = await deleteSession(userId, id, tx);
    if (deleted) await recordEvent("authn_token_revoked:session", { subjectId: userId, on: tx });
    return deleted;
  });
  if (!found && (await isSession(id))) await recordRefusal(userId);
  return found;
}

/** Ends every session of a user but one. @returns how many ended */
export function revokeOtherSessions(userId: string, keepId: string): Promise<number> {
  return transaction(async (tx) => {
    const ended = await deleteSessions(userId, keepId, tx);
    if (ended > 0) await recordEvent("authn_token_revoked:session", { subjectId: userId, on: tx });
    return ended;
  });
}

/** Ends a user's own current session. */
export async function signOut(userId: string, id: string): Promise<void> {
  await transaction(async (tx) => {
    if (await deleteSession(userId, id, tx))
      await recordEvent("session_logout", { subjectId: userId, on: tx });
  });
}
