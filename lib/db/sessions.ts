import { db } from "./client";
import type { Prisma } from "./generated/sqlite/client";
import type { Connection } from "./transaction";

/** A session as its owner sees it. */
export type Session = {
  id: string;
  remember: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  address: string | null;
  userAgent: string | null;
};

const SESSION = {
  id: true,
  remember: true,
  createdAt: true,
  lastSeenAt: true,
  expiresAt: true,
  address: true,
  userAgent: true,
} satisfies Prisma.SessionSelect;

export async function createSession(
  session: {
    secretHash: string;
    userId: string;
    remember: boolean;
    authenticatedAt: Date;
    expiresAt: Date;
    address: string | null;
    userAgent: string | null;
  },
  on: Connection = db,
): Promise<void> {
  await on.session.create({
    data: { ...session, lastSeenAt: session.authenticatedAt },
    select: { id: true },
  });
}

/** Live sessions of a user, the one used last first. */
export function listSessions(userId: string, liveSince: Date): Promise<Session[]> {
  return db.session.findMany({
    where: { userId, expiresAt: { gt: new Date() }, lastSeenAt: { gt: liveSince } },
    select: SESSION,
    orderBy: { lastSeenAt: "desc" },
  });
}

/** Gives a session a new secret. @returns false when it ended meanwhile */
export async function renewSession(
  userId: string,
  id: string,
  secretHash: string,
  authenticatedAt: Date,
): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id, userId },
    data: { secretHash, authenticatedAt, lastSeenAt: authenticatedAt },
  });
  return count === 1;
}

export async function touchSession(id: string, seenAt: Date): Promise<void> {
  await db.session.updateMany({ where: { id }, data: { lastSeenAt: seenAt } });
}

/** Whether anybody has such a session. */
export async function isSession(id: string): Promise<boolean> {
  return (await db.session.count({ where: { id } })) === 1;
}

/** @returns whether there was such a session of this user */
export async function deleteSession(userId: string, id: string, on: Connection): Promise<boolean> {
  const { count } = await on.session.deleteMany({ where: { id, userId } });
  return count === 1;
}

/** @returns how many sessions ended */
export async function deleteSessions(
  userId: string,
  keepId: string | null,
  on: Connection,
): Promise<number> {
  const { count } = await on.session.deleteMany({
    where: { userId, ...(keepId !== null && { id: { not: keepId } }) },
  });
  return count;
}
