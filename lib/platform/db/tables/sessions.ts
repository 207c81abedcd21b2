import { dayOf } from "@/lib/platform/core/time";
import { db, mayBeLost } from "@/lib/platform/db/client";
import { type Instant, instant, read, toDate } from "@/lib/platform/db/driver-read";
import { noteChange } from "@/lib/platform/db/notices/notices";
import type { Connection } from "@/lib/platform/db/transaction";
import { deleteMailSignIns } from "./sign-in/mail-sign-ins";
import { deletePendingSignIns } from "./sign-in/pending-sign-ins";
import { deleteAllTrusted } from "./sign-in/trusted-browsers";

/** A session as its owner sees it. */
export type Session = {
  id: string;
  remember: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  /** The session of the administrator who impersonates in it; null for the owner's own. */
  parentId: string | null;
};

type Row = {
  id: string;
  remember: boolean | number;
  createdAt: Instant;
  lastSeenAt: Instant;
  expiresAt: Instant;
  ipAddress: string | null;
  userAgent: string | null;
  parentId: string | null;
};

const TIMES = ["createdAt", "lastSeenAt", "expiresAt"].map((name) => instant(`"${name}"`, name));

const OF_USER = `
  SELECT "id", "remember", "ipAddress", "userAgent", "parentId", ${TIMES.join(", ")}
  FROM "Session" WHERE "userId" = $1`;

/** The fields of a new session; `ipAddress` and `userAgent` say where it began. */
export type NewSession = {
  secretHash: string;
  userId: string;
  remember: boolean;
  authenticatedAt: Date;
  methods: string;
  /** The time of the owner's last proof, if it is not now. */
  lastSeenAt?: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  /** If a provider opened it: which one, and the provider's session. */
  providerSid?: string | null;
  /** If an administrator impersonates in it: the administrator's own session. */
  parentId?: string;
};

/** @returns its public id. @throws when there is no such user, or no such parent */
export async function createSession(session: NewSession, on: Connection = db): Promise<string> {
  const { lastSeenAt = session.authenticatedAt } = session;
  const { id } = await on.session.create({
    data: { ...session, lastSeenAt, lastSeenDay: dayOf(lastSeenAt) },
    select: { id: true },
  });
  await noteChange(session.userId, on);
  return id;
}

/** The sessions of a user, including expired ones, the most recently used first. */
export async function listSessions(userId: string): Promise<Session[]> {
  const rows = await read<Row>(OF_USER, [userId]);
  return rows.map(toSession).sort((a, b) => +b.lastSeenAt - +a.lastSeenAt);
}

function toSession(row: Row): Session {
  return {
    id: row.id,
    remember: Boolean(row.remember),
    createdAt: toDate(row.createdAt),
    lastSeenAt: toDate(row.lastSeenAt),
    expiresAt: toDate(row.expiresAt),
    ipAddress: row.ipAddress,
    userAgent: row.userAgent,
    parentId: row.parentId,
  };
}

/**
 * Changes a session that still has that secret.
 * @returns false when it has ended, or has another secret
 */
export async function renewSession(
  { userId, id, secretHash }: { userId: string; id: string; secretHash: string },
  data: { secretHash: string; lastSeenAt: Date; authenticatedAt?: Date; methods?: string },
  on: Connection,
): Promise<boolean> {
  const { count } = await on.session.updateMany({
    where: { id, userId, secretHash },
    data: { ...data, lastSeenDay: dayOf(data.lastSeenAt) },
  });
  return count === 1;
}

/** The last proof of a session, as stored; nothing where it has ended. */
export async function findMethods(id: string, on: Connection): Promise<string> {
  return (await on.session.findUnique({ where: { id }, select: { methods: true } }))?.methods ?? "";
}

/** Whether a session of that user is there and still has that secret. */
export async function hasSecret(
  { userId, sessionId, secretHash }: { userId: string; sessionId: string; secretHash: string },
  on: Connection,
): Promise<boolean> {
  return (await on.session.count({ where: { id: sessionId, userId, secretHash } })) === 1;
}

/**
 * Records the use of a session, unless another request has just done so. No index is written to more than
 * once a day.
 * @param session as it was read; without `lastSeenAt` where that was not read
 * @param unless it was after this
 */
export async function touchSession(
  session: { id: string; lastSeenAt?: Date },
  seenAt: Date,
  unless: Date,
): Promise<void> {
  const day = dayOf(seenAt);
  // SQLite writes to the index of an updated column, even if its value stays.
  const known = session.lastSeenAt && +dayOf(session.lastSeenAt) === +day;
  await mayBeLost(() =>
    db.session.updateMany({
      where: { id: session.id, lastSeenAt: { lte: unless } },
      data: { lastSeenAt: seenAt, ...(!known && { lastSeenDay: day }) },
    }),
  );
}

/** Whether anybody has such a session. */
export async function sessionExists(id: string, on: Connection = db): Promise<boolean> {
  return (await on.session.count({ where: { id } })) === 1;
}

/** @returns whether there was such a session of this user */
export async function deleteSession(userId: string, id: string, on: Connection): Promise<boolean> {
  const { count } = await on.session.deleteMany({ where: { id, userId } });
  if (count > 0) await noteChange(userId, on);
  return count === 1;
}

/** Ends all sessions of a user except the `most` most recently used. @returns how many ended */
export async function deleteSurplusSessions(
  userId: string,
  most: number,
  on: Connection,
): Promise<number> {
  const surplus = await on.session.findMany({
    where: { userId },
    select: { id: true },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    skip: most,
  });
  if (surplus.length === 0) return 0;
  const ids = surplus.map(({ id }) => id);
  const { count } = await on.session.deleteMany({ where: { id: { in: ids } } });
  await noteChange(userId, on);
  return count;
}

/** Among the sessions that providers opened: those with that `providerSid`, or with one that begins so. */
export type ProviderSessions = { providerSid: string } | { beginning: string };

/** The sessions of a user that a provider opened. @returns their ids */
export async function findProviderSessions(
  userId: string,
  which: ProviderSessions,
  on: Connection,
): Promise<string[]> {
  const providerSid = "beginning" in which ? { startsWith: which.beginning } : which.providerSid;
  const rows = await on.session.findMany({ where: { userId, providerSid }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Whose sessions have that `providerSid`. @returns ids of users */
export async function findProviderUsers(providerSid: string): Promise<string[]> {
  const rows = await db.session.findMany({ where: { providerSid }, select: { userId: true } });
  return [...new Set(rows.map(({ userId }) => userId))];
}

/**
 * Ends the sessions of a user, and every pending sign-in that would become one: those waiting for a second
 * proof or a mailed code. No browser stays trusted.
 * @returns how many sessions ended
 */
export async function deleteSessions(
  userId: string,
  keepId: string | null,
  on: Connection,
): Promise<number> {
  await deletePendingSignIns(userId, on);
  await deleteMailSignIns(userId, on);
  await deleteAllTrusted(userId, on);
  const { count } = await on.session.deleteMany({
    where: { userId, ...(keepId !== null && { id: { not: keepId } }) },
  });
  if (count > 0) await noteChange(userId, on);
  return count;
}
