import { setTimeout as sleep } from "node:timers/promises";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";

const PATIENCE_MS = 5_000;

/** Moves the times of a user's sessions in the database: for a session this equals waiting. */
export const moveSessions = (
  userId: string,
  data: { lastSeenAt?: Date; expiresAt?: Date; authenticatedAt?: Date },
) => db.session.updateMany({ where: { userId }, data });

export const lastSeen = async (userId: string): Promise<Date> =>
  (await db.session.findFirstOrThrow({ where: { userId } })).lastSeenAt;

/**
 * Waits until a request has updated the last use of the session: the request itself does not wait for that.
 */
export async function expectTouched(userId: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  const isRecent = async () => Date.now() - (await lastSeen(userId)).getTime() < MINUTE_MS;
  while (!(await isRecent()) && Date.now() < deadline) await sleep(20);
  expect(await isRecent()).toBe(true);
}
