import { db, mayBeLost } from "@/lib/platform/db/client";
import { asStored, type Instant, instant, read, toDate } from "@/lib/platform/db/driver-read";
import type { Connection } from "@/lib/platform/db/transaction";

/** A sealed mail that waits for delivery. */
export type QueuedMail = { id: string; sealed: string; attempts: number; createdAt: Date };

export async function insertMail(sealed: string, on: Connection = db): Promise<void> {
  await on.outboxMail.create({ data: { sealed }, select: { id: true } });
}

/**
 * Stores a mail that this process already holds, as if it had claimed it: for others it is due when the
 * lease ends.
 */
export async function insertClaimedMail(sealed: string, leaseMs: number): Promise<QueuedMail> {
  const nextAttemptAt = new Date(Date.now() + leaseMs);
  const select = { id: true, attempts: true, createdAt: true } as const;
  const row = await db.outboxMail.create({ data: { sealed, nextAttemptAt }, select });
  return { ...row, sealed };
}

const WAITING = `FROM "OutboxMail" WHERE "deliveredAt" IS NULL AND "failedAt" IS NULL`;
const SAMPLE = `SELECT "sealed" ${WAITING} ORDER BY "nextAttemptAt" LIMIT $1`;

/** The sealed content of some waiting mails, the least recently tried first. */
export async function sampleSealedMail(count: number): Promise<string[]> {
  const rows = await read<{ sealed: string | null }>(SAMPLE, [count]);
  return rows.flatMap(({ sealed }) => sealed ?? []);
}

/**
 * When the oldest mail was queued that waits after a failed attempt; null if there is none. Not the one that is
 * tried next: while a server is down, that is always a new one. Reads the waiting mails, as their count does.
 */
export async function oldestDueMail(): Promise<Date | null> {
  const { _min } = await db.outboxMail.aggregate({
    where: { deliveredAt: null, failedAt: null, attempts: { gt: 0 } },
    _min: { createdAt: true },
  });
  return _min.createdAt;
}

/** How many due mails are tried to find one that no other process takes first. */
const CANDIDATES = 10;

type Due = Pick<QueuedMail, "id" | "attempts"> & {
  sealed: string | null;
  createdAt: Instant;
  nextAttemptAt: Instant;
};

const TIMES = ["createdAt", "nextAttemptAt"].map((name) => instant(`"${name}"`, name));

const DUE = `
  SELECT "id", "sealed", "attempts", ${TIMES.join(", ")} ${WAITING} AND "nextAttemptAt" <= $1
  ORDER BY "nextAttemptAt" LIMIT ${CANDIDATES}`;

/**
 * Claims one due mail for this process: the lease moves `nextAttemptAt` ahead, and of two processes that
 * try to move it from the same value only one succeeds. If the process dies, the mail is due again when the
 * lease ends.
 */
export async function claimMail(leaseMs: number): Promise<QueuedMail | null> {
  // Called several times a second, and nearly always for nothing.
  const due = await read<Due>(DUE, [asStored(new Date())]);
  for (const { id, sealed, attempts, ...times } of due) {
    const createdAt = toDate(times.createdAt);
    const { count } = await mayBeLost(() =>
      db.outboxMail.updateMany({
        where: {
          id,
          deliveredAt: null,
          failedAt: null,
          nextAttemptAt: toDate(times.nextAttemptAt),
        },
        data: { nextAttemptAt: new Date(Date.now() + leaseMs), attempts: { increment: 1 } },
      }),
    );
    if (count === 1 && sealed !== null) return { id, sealed, attempts: attempts + 1, createdAt };
  }
  return null;
}

/**
 * Only while the claim is held: an expired lease has passed the mail on. The text is erased with the
 * delivery: a link that acts for a user is not kept longer than needed.
 * @returns whether the claim is still held
 */
export async function markDelivered(
  { id, attempts }: QueuedMail,
  on: Connection = db,
): Promise<boolean> {
  const { count } = await on.outboxMail.updateMany({
    where: { id, attempts, deliveredAt: null },
    data: { sealed: null, deliveredAt: new Date(), lastError: null },
  });
  return count === 1;
}

export async function postponeMail(
  { id, attempts }: QueuedMail,
  until: Date,
  lastError: string,
): Promise<void> {
  await db.outboxMail.updateMany({
    where: { id, attempts },
    data: { nextAttemptAt: until, lastError },
  });
}

/** Hands a claimed mail back: any process may deliver it now. */
export async function releaseMail({ id, attempts }: QueuedMail): Promise<void> {
  await db.outboxMail.updateMany({ where: { id, attempts }, data: { nextAttemptAt: new Date() } });
}

/**
 * Gives a mail up for good. Its text is kept as long as its row: it was not sent, and an administrator may
 * send it again.
 */
export async function giveUpMail({ id, attempts }: QueuedMail, lastError: string): Promise<void> {
  await db.outboxMail.updateMany({
    where: { id, attempts },
    data: { failedAt: new Date(), lastError },
  });
}

/** As a range: SQLite reads the whole table for "is not null". */
const GIVEN_UP = { deliveredAt: null, failedAt: { gt: new Date(0) } };

/** A mail that was not delivered (yet), with its sealed content. */
export type UndeliveredMail = {
  id: string;
  sealed: string | null;
  attempts: number;
  createdAt: Date;
  nextAttemptAt: Date;
  lastError: string | null;
  failedAt: Date | null;
};

const UNDELIVERED = {
  id: true,
  sealed: true,
  attempts: true,
  createdAt: true,
  nextAttemptAt: true,
  lastError: true,
  failedAt: true,
} as const;

/** Mail that is waiting, the next one first; or that has failed, the latest first. */
export function listUndelivered(
  state: "queued" | "failed",
  take: number,
): Promise<UndeliveredMail[]> {
  return state === "queued"
    ? db.outboxMail.findMany({
        where: { deliveredAt: null, failedAt: null },
        select: UNDELIVERED,
        orderBy: { nextAttemptAt: "asc" },
        take,
      })
    : db.outboxMail.findMany({
        where: GIVEN_UP,
        select: UNDELIVERED,
        orderBy: { failedAt: "desc" },
        take,
      });
}

export async function countUndelivered(): Promise<{ queued: number; failed: number }> {
  const [queued, failed] = await Promise.all([
    db.outboxMail.count({ where: { deliveredAt: null, failedAt: null } }),
    db.outboxMail.count({ where: GIVEN_UP }),
  ]);
  return { queued, failed };
}

export function findUndelivered(id: string, on: Connection): Promise<UndeliveredMail | null> {
  return on.outboxMail.findFirst({ where: { id, deliveredAt: null }, select: UNDELIVERED });
}

/** Makes a failed or waiting mail due at once. It is tried for as long as a new one. */
export async function retryMail(id: string, on: Connection): Promise<void> {
  await on.outboxMail.updateMany({
    where: { id, deliveredAt: null },
    data: { failedAt: null, nextAttemptAt: new Date() },
  });
}
