import { MINUTE_S, SECOND_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";
import { join, sql } from "@/lib/platform/db/sql";

/*
 * A count is one row: how many tries, when the last of them was, and until when they count. A try is one
 * statement; docs/decisions/017-growing-throttle.md has the figures.
 */

/**
 * `points` tries within `duration` seconds. With `grows`, more may follow, one at a time, each after twice
 * the previous wait: 1 s, 2 s, 4 s … 15 minutes, or slowly: 15 minutes, 30 minutes … 8 hours. Nobody is
 * locked out for good.
 */
export type Limit = { name: string; points: number; duration: number; grows?: true | "slowly" };

const FIRST_SLOW_WAIT_S = 15 * MINUTE_S;
/** By how much the clocks of processes may differ; a row from further ahead came from a wrong clock. */
const CLOCK_SLACK_S = MINUTE_S;

/** The waits of a growing limit, in seconds, one for each try from the last free one on. */
const WAITS = Array.from({ length: 11 }, (_, n) => Math.min(15 * MINUTE_S, 2 ** n));
const SLOW_WAITS = Array.from({ length: 6 }, (_, n) => FIRST_SLOW_WAIT_S * 2 ** n);
const waitsOf = ({ grows }: Limit) => (grows === "slowly" ? SLOW_WAITS : WAITS);

const rowKey = ({ name }: Limit, key: string) => `${name}:${key}`;
const secondsFrom = (moment: number, seconds: number) => new Date(moment + seconds * SECOND_MS);

/**
 * Counts one try, atomically and for all processes. A refused try changes nothing: asking does not make a
 * wait longer.
 * @returns null while there are tries left, else the seconds until there are again.
 */
export async function countAttempt(limit: Limit, key: string): Promise<number | null> {
  const id = rowKey(limit, key);
  const time = Date.now();
  const now = new Date(time);
  const end = secondsFrom(time, limit.duration);
  const over = sql`(old."expire" <= ${now} OR old."expire" > ${secondsFrom(time, limit.duration + CLOCK_SLACK_S)})`;
  const counted = await db.$queryRaw<unknown[]>`
    INSERT INTO "Throttle" AS old ("key", "points", "expire", "countedAt")
    VALUES (${id}, 1, ${end}, ${now})
    ON CONFLICT ("key") DO UPDATE SET
      "points" = CASE WHEN ${over} THEN 1 ELSE old."points" + 1 END,
      "expire" = CASE WHEN ${over} THEN excluded."expire" ELSE old."expire" END,
      "countedAt" = excluded."countedAt"
    WHERE ${over} OR ${isOpen(limit, time)}
    RETURNING "points"`;
  return counted.length > 0 ? null : waitOf(limit, id, time);
}

/** Whether a row that counts still has a try left. */
function isOpen(limit: Limit, time: number): Prisma.Sql {
  const { points, grows } = limit;
  const free = sql`old."points" < ${points}`;
  if (!grows) return free;
  const waited = waitsOf(limit).map((wait, n, waits) => {
    const tries = n === waits.length - 1 ? sql`>=` : sql`=`;
    const before = secondsFrom(time, -wait);
    return sql`(old."points" ${tries} ${points + n} AND old."countedAt" <= ${before})`;
  });
  return join([free, sql`old."countedAt" IS NULL`, ...waited], " OR ");
}

/** The wait of a caller who was just refused; a second where it is over by now. */
async function waitOf(limit: Limit, id: string, time: number): Promise<number> {
  const { points, grows } = limit;
  const row = await db.throttle.findUnique({ where: { key: id } });
  if (!row) return 1;
  const waits = waitsOf(limit);
  const wait = waits[Math.min(row.points - points, waits.length - 1)] ?? 1;
  const opens = grows ? Number(row.countedAt ?? 0) + wait * SECOND_MS : Number(row.expire);
  return Math.max(1, Math.ceil((opens - time) / SECOND_MS));
}

/** Gives one counted try back, with the wait that it began. */
export async function returnAttempt(limit: Limit, key: string): Promise<void> {
  await db.throttle.updateMany({
    where: { key: rowKey(limit, key), points: { gt: 0 }, expire: { gt: new Date() } },
    data: { points: { decrement: 1 }, countedAt: null },
  });
}

/** Clears all tries. @returns how many had been counted */
export async function forgetAttempts(limit: Limit, key: string): Promise<number> {
  const [forgotten] = await db.$queryRaw<{ points: number }[]>`
    DELETE FROM "Throttle" WHERE "key" = ${rowKey(limit, key)} RETURNING "points"`;
  return Number(forgotten?.points ?? 0);
}
