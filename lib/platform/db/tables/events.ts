import { db } from "@/lib/platform/db/client";
import { type Instant, instant, read, toDate } from "@/lib/platform/db/driver-read";
import { noteChange } from "@/lib/platform/db/notices/notices";
import { firstIdAt } from "@/lib/platform/db/time-ordered-id";
import type { Connection } from "@/lib/platform/db/transaction";

/**
 * Something that happened. Append-only: nothing changes a row, except that a person's traces are removed
 * with the account.
 */
export type SecurityEvent = {
  id: string;
  /** A name of the OWASP Logging Vocabulary Cheat Sheet. */
  type: string;
  /** The detail, in one of our own words. */
  detail: string | null;
  /** Whose account it is about; null when nobody's. */
  subjectId: string | null;
  /** The account that did it; null when it is unknown. */
  actorId: string | null;
  /** The organisation that it is about; null without one. */
  organizationId: string | null;
  /** The API token that did it, or that was created or revoked; null without one. */
  tokenId: string | null;
  /** The session of the account in which an administrator impersonated its owner; null without one. */
  impersonationId: string | null;
  /** The administrator's reason for an impersonation; null for any other event. */
  reason: string | null;
  ipAddress: string | null;
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
  organizationId: true,
  tokenId: true,
  impersonationId: true,
  reason: true,
  ipAddress: true,
  userAgent: true,
  requestId: true,
  createdAt: true,
} satisfies Record<keyof SecurityEvent, true>;

type Moment = { createdAt: Instant };
type Row = Omit<SecurityEvent, "createdAt"> & Moment;

const MOMENT = instant('"createdAt"', "createdAt");
const WHOLE = Object.keys(EVENT)
  .map((name) => (name === "createdAt" ? MOMENT : `"${name}"`))
  .join(", ");

/** Which events to list; missing fields do not filter. */
export type EventFilter = {
  subjectId?: string;
  actorId?: string;
  organizationId?: string;
  tokenId?: string;
  type?: string;
  ipAddress?: string;
  from?: Date;
  /** Not included. */
  until?: Date;
};

/** Each has an index by time. The first given one selects the rows; the others only filter. */
const NARROWEST_FIRST = [
  "tokenId",
  "subjectId",
  "organizationId",
  "actorId",
  "ipAddress",
  "type",
] as const;

/** Not the id of any account. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

export async function appendEvent(
  event: Omit<SecurityEvent, "id" | "createdAt">,
  on: Connection = db,
): Promise<void> {
  await on.securityEvent.create({ data: event, select: { id: true } });
  // The same work for an unknown account: a wrong password must not take longer for an existing one.
  await noteChange(event.subjectId ?? NOBODY, on);
}

/**
 * The same event for many accounts at once. @param subjectIds whose accounts it is about; null for nobody's
 */
export async function appendEvents(
  event: Pick<SecurityEvent, "type" | "detail">,
  subjectIds: (string | null)[],
  on: Connection,
): Promise<void> {
  await on.securityEvent.createMany({
    data: subjectIds.map((subjectId) => ({ ...event, subjectId })),
  });
}

/** How far a list goes: `before` is the id of the last event of the previous page, or null. */
type Page = { before: string | null; take: number };

/** Matching events, newest first (ids are time-ordered: UUID version 7). */
export async function listEvents(filter: EventFilter, page: Page): Promise<SecurityEvent[]> {
  const rows = await select<Row>(WHOLE, filter, page);
  return rows.map((row) => ({ ...row, createdAt: momentOf(row) }));
}

/** When a user's events of one type happened, since `from`, newest first. */
export async function listEventTimes(
  subjectId: string,
  type: string,
  from: Date,
  take: number,
): Promise<Date[]> {
  const rows = await select<Moment>(MOMENT, { subjectId, type, from }, { before: null, take });
  return rows.map(momentOf);
}

const momentOf = ({ createdAt }: Moment) => toDate(createdAt);

function select<Found extends object>(
  columns: string,
  { from, until, ...equal }: EventFilter,
  { before, take }: Page,
): Promise<Found[]> {
  const values: (string | number)[] = [];
  const given = (value: string | number) => `$${values.push(value)}`;
  const conditions: string[] = [];
  for (const column of NARROWEST_FIRST) {
    const value = equal[column];
    if (value === undefined) continue;
    // Every other equality is written so that SQLite does not choose an index by it: without statistics it
    // takes any, and reads half of all events to find the sign-ins of one account.
    const fits = conditions.length === 0 ? "=" : `>= ${given(value)} AND "${column}" <=`;
    conditions.push(`"${column}" ${fits} ${given(value)}`);
  }
  if (from) conditions.push(`"id" >= ${given(firstIdAt(from))}`);
  if (until) conditions.push(`"id" < ${given(firstIdAt(until))}`);
  if (before) conditions.push(`"id" < ${given(before)}`);
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  const order = `ORDER BY "id" DESC LIMIT ${given(take)}`;
  return read<Found>(`SELECT ${columns} FROM "SecurityEvent"${where} ${order}`, values);
}

/** Every event of a user, oldest first, for the download. */
export function listAllEvents(subjectId: string): Promise<SecurityEvent[]> {
  return db.securityEvent.findMany({ where: { subjectId }, select: EVENT, orderBy: { id: "asc" } });
}

/**
 * Removes the person from a deleted user's events: a pseudonym stays, so that they still belong together.
 */
export async function pseudonymiseEvents(
  userId: string,
  pseudonym: string,
  on: Connection,
): Promise<void> {
  // What others did to the account keeps their network addresses, which are not this person's.
  await on.securityEvent.updateMany({
    where: { subjectId: userId, OR: [{ actorId: null }, { actorId: userId }] },
    data: { ipAddress: null, userAgent: null },
  });
  await on.securityEvent.updateMany({
    where: { actorId: userId },
    data: { actorId: pseudonym, ipAddress: null, userAgent: null },
  });
  await on.securityEvent.updateMany({
    where: { subjectId: userId },
    data: { subjectId: pseudonym, reason: null },
  });
}
