import { db } from "./client";
import type { Prisma } from "./generated/sqlite/client";
import { firstIdAt } from "./time-ordered-id";
import type { Connection } from "./transaction";

/** Something that happened. Append-only: nothing changes one, but that a person's traces go with
 * the account. */
export type SecurityEvent = {
  id: string;
  /** A name of the OWASP Logging Vocabulary Cheat Sheet. */
  type: string;
  /** What of it, in one of our own words. */
  detail: string | null;
  /** Whose account it is about; null when nobody's. */
  subjectId: string | null;
  /** Who did it; null when nobody knows. */
  actorId: string | null;
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  createdAt: Date;
};

const EVENT = {
  id: true,
  type: true,
  detail: true,
  subjectId: true,
  actorId: true,
  address: true,
  userAgent: true,
  requestId: true,
  createdAt: true,
} satisfies Prisma.SecurityEventSelect;

/** Which events to list: what is left out does not matter. */
export type EventFilter = {
  subjectId?: string;
  actorId?: string;
  type?: string;
  address?: string;
  from?: Date;
  /** Not included. */
  until?: Date;
};

/** Each has an index by time. The first that is asked for is to lead; the others only filter. */
const NARROWEST_FIRST = ["subjectId", "actorId", "address", "type"] as const;

/**
 * Equality, put so that SQLite does not choose an index by it: where it knows no better it takes any,
 * and goes through half of all events to find the sign-ins of one account.
 */
const exactly = (value: string) => ({ gte: value, lte: value });

export async function appendEvent(
  event: Omit<SecurityEvent, "id" | "createdAt">,
  on: Connection = db,
): Promise<void> {
  await on.securityEvent.create({ data: event, select: { id: true } });
}

/**
 * Events that fit, newest first (identifiers are time-ordered: UUID version 7).
 * @param before the id of the last event of the page before, or null
 */
export function listEvents(
  { from, until, ...equal }: EventFilter,
  page: { before: string | null; take: number },
): Promise<SecurityEvent[]> {
  const given = NARROWEST_FIRST.flatMap((column) => {
    const value = equal[column];
    return value === undefined ? [] : [{ column, value }];
  });
  const bounds = [
    ...given.map(({ column, value }, n) => ({ [column]: n === 0 ? value : exactly(value) })),
    ...(from ? [{ id: { gte: firstIdAt(from) } }] : []),
    ...(until ? [{ id: { lt: firstIdAt(until) } }] : []),
    ...(page.before ? [{ id: { lt: page.before } }] : []),
  ];
  return db.securityEvent.findMany({
    where: { AND: bounds },
    select: EVENT,
    orderBy: { id: "desc" },
    take: page.take,
  });
}

/** Every event of a user, oldest first, for them to take away. */
export function listAllEvents(
  subjectId: string,
): Promise<Pick<SecurityEvent, "id" | "type" | "detail" | "address" | "createdAt">[]> {
  return db.securityEvent.findMany({
    where: { subjectId },
    select: { id: true, type: true, detail: true, address: true, createdAt: true },
    orderBy: { id: "asc" },
  });
}

/** When a user's events of one type happened, since `from`, newest first. */
export async function listEventTimes(
  subjectId: string,
  type: string,
  from: Date,
  take: number,
): Promise<Date[]> {
  const rows = await db.securityEvent.findMany({
    where: { subjectId, type: exactly(type), id: { gte: firstIdAt(from) } },
    select: { createdAt: true },
    orderBy: { id: "desc" },
    take,
  });
  return rows.map(({ createdAt }) => createdAt);
}

/** Takes the person out of a deleted user's events: a pseudonym stays, so that they hang together. */
export async function pseudonymiseEvents(
  userId: string,
  pseudonym: string,
  on: Connection,
): Promise<void> {
  // What others did to the account keeps their traces, which are not this person's.
  await on.securityEvent.updateMany({
    where: { subjectId: userId, OR: [{ actorId: null }, { actorId: userId }] },
    data: { address: null, userAgent: null },
  });
  await on.securityEvent.updateMany({
    where: { actorId: userId },
    data: { actorId: pseudonym, address: null, userAgent: null },
  });
  await on.securityEvent.updateMany({
    where: { subjectId: userId },
    data: { subjectId: pseudonym },
  });
}
