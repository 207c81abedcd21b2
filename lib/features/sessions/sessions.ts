import { z } from "zod";
import { auditDenied, recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { isOn } from "@/lib/platform/config/features";
import {
  deleteSession,
  deleteSessions,
  listSessions,
  sessionExists,
} from "@/lib/platform/db/tables/sessions";
import { deleteParents } from "@/lib/platform/db/tables/sign-in/impersonations";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { describeAgent } from "@/lib/platform/http/user-agent";
import { t } from "@/lib/platform/texts/t";
import { isAlive } from "./lifetime";

/** A session as its owner sees it. `id` is public; dates are ISO 8601. */
export const sessionView = z
  .object({
    id: z.uuid(),
    /** Whether it is the calling session. */
    current: z.boolean(),
    /** Whether an administrator acts in it for the owner: the administrator's place stays private. */
    byAdministrator: z.boolean(),
    browser: z.string(),
    system: z.string(),
    ipAddress: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
  })
  .meta({ id: "Session" });

export type SessionView = z.infer<typeof sessionView>;

/**
 * The live sessions of a user: the current one first, then the most recently used.
 * @param currentId the calling session; null where it is somebody else's
 */
export async function activeSessions(
  userId: string,
  currentId: string | null,
): Promise<SessionView[]> {
  const now = Date.now();
  const rows = await listSessions(userId);
  return rows
    .filter((row) => isAlive(row, now))
    .map((row) => ({
      id: row.id,
      current: row.id === currentId,
      byAdministrator: row.parentId !== null,
      ...nameAgent(row.parentId ? null : row.userAgent),
      ipAddress: row.parentId ? null : row.ipAddress,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }))
    .sort((a, b) => Number(b.current) - Number(a.current));
}

function nameAgent(userAgent: string | null): { browser: string; system: string } {
  const { browser, system } = describeAgent(userAgent);
  return {
    browser: browser ?? t("sessions.unknownBrowser"),
    system: system ?? t("sessions.unknownSystem"),
  };
}

/**
 * Ends one session of the caller.
 * @returns whether there was such a session of theirs
 * @throws Problem unauthenticated when the session that asks has ended in the meantime
 */
export async function revokeSession(asking: AskingSession, id: string): Promise<boolean> {
  const { userId } = asking;
  const found = await transaction(async (tx) => {
    await lockCaller(asking, tx);
    const deleted =
      (await endActing({ userId, id }, tx)) > 0 || (await deleteSession(userId, id, tx));
    if (deleted) await recordEvent("authn_token_revoked:session", { subjectId: userId, on: tx });
    return deleted;
  });
  if (!found && (await sessionExists(id))) await auditDenied(userId);
  return found;
}

/**
 * Ends every session of the caller except the calling one. Of two that do so at once, one remains.
 * @returns how many ended
 * @throws Problem unauthenticated when the session that asks has ended in the meantime
 */
export function revokeOtherSessions(asking: AskingSession): Promise<number> {
  const { userId, sessionId } = asking;
  return transaction(async (tx) => {
    await lockCaller(asking, tx);
    const ended = (await endActing({ userId }, tx)) + (await deleteSessions(userId, sessionId, tx));
    if (ended > 0) await recordEvent("authn_token_revoked:session", { subjectId: userId, on: tx });
    return ended;
  });
}

/** For an impersonated session, the administrator's own ends, too. */
const endActing = async (which: { userId: string; id?: string }, tx: Connection) =>
  isOn(["impersonation"]) ? deleteParents(which, tx) : 0;

/** Ends a user's own current session. */
export async function signOut(userId: string, id: string): Promise<void> {
  await transaction(async (tx) => {
    if (await deleteSession(userId, id, tx))
      await recordEvent("session_logout", { subjectId: userId, on: tx });
  });
}
