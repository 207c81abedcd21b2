import { MINUTE_S, SECOND_MS } from "@/lib/platform/core/time";
import { db, mayBeLost } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";
import { join, sql } from "@/lib/platform/db/sql";

/*
 * A count is one row: how many tries, when the last of them was, and until when they count. A try is a look
 * and one statement that counts; docs/decisions/017-growing-throttle.md has the figures. No try waits for the
 * disk: a power cut gives back those of its last moments.
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

/** One thing to count: by which limit, and whose. */
export type Attempt = { limit: Limit; key: string };

/** What has no try left, and the seconds until it has again. */
export type Refusal = { limit: Limit; retryAfter: number };

const idOf = ({ limit, key }: Attempt) => rowKey(limit, key);

/**
 * Counts one try of each, for all processes: of all, or of none. A refused try writes nothing: asking does not
 * make a wait longer, and what others write does not have to wait for it.
 * @returns null while all have tries left, else the first that has none
 */
export async function countAttempts(attempts: Attempt[]): Promise<Refusal | null> {
  const time = Date.now();
  const closed = await findClosed(attempts, time);
  if (closed) return refusalOf(closed, time);
  const counted = await countOpen(attempts, time);
  const late = attempts.find((one) => !counted.has(idOf(one)));
  if (!late) return null;
  // Somebody else has had its last try since it was looked at.
  const taken = attempts.filter((one) => counted.has(idOf(one)));
  await Promise.all(taken.map(({ limit, key }) => returnAttempt(limit, key)));
  return refusalOf(late, time);
}

/** The first that has no try left. */
async function findClosed(attempts: Attempt[], time: number): Promise<Attempt | undefined> {
  const ids = join(attempts.map(idOf));
  const closed = await db.$queryRaw<{ key: string }[]>`
    SELECT old."key" FROM "Throttle" AS old
    WHERE old."key" IN (${ids}) AND NOT (${isOver(attempts, time)} OR ${isOpen(attempts, time)})`;
  return attempts.find((one) => closed.some(({ key }) => key === idOf(one)));
}

/** Counts those that have a try left, atomically, each by itself. @returns their ids */
async function countOpen(attempts: Attempt[], time: number): Promise<Set<string>> {
  const now = new Date(time);
  const rows = attempts.map(
    (one) => sql`(${idOf(one)}, 1, ${secondsFrom(time, one.limit.duration)}, ${now})`,
  );
  const over = isOver(attempts, time);
  const count = () => db.$queryRaw<{ key: string }[]>`
    INSERT INTO "Throttle" AS old ("key", "points", "expire", "countedAt")
    VALUES ${join(rows)}
    ON CONFLICT ("key") DO UPDATE SET
      "points" = CASE WHEN ${over} THEN 1 ELSE old."points" + 1 END,
      "expire" = CASE WHEN ${over} THEN excluded."expire" ELSE old."expire" END,
      "countedAt" = excluded."countedAt"
    WHERE ${over} OR ${isOpen(attempts, time)}
    RETURNING "key"`;
  const counted = await mayBeLost(count);
  return new Set(counted.map(({ key }) => key));
}

/** A condition on a row that is another one for each limit. */
function ofEach(attempts: Attempt[], condition: (limit: Limit) => Prisma.Sql): Prisma.Sql {
  const each = attempts.map((one) => sql`(old."key" = ${idOf(one)} AND (${condition(one.limit)}))`);
  return sql`(${join(each, " OR ")})`;
}

/** Whether a row counts no longer. */
const isOver = (attempts: Attempt[], time: number) =>
  ofEach(attempts, ({ duration }) => {
    const latest = secondsFrom(time, duration + CLOCK_SLACK_S);
    return sql`old."expire" <= ${new Date(time)} OR old."expire" > ${latest}`;
  });

/** Whether a row that counts still has a try left. */
const isOpen = (attempts: Attempt[], time: number) =>
  ofEach(attempts, (limit) => {
    const { points, grows } = limit;
    const free = sql`old."points" < ${points}`;
    if (!grows) return free;
    const waited = waitsOf(limit).map((wait, n, waits) => {
      const tries = n === waits.length - 1 ? sql`>=` : sql`=`;
      const before = secondsFrom(time, -wait);
      return sql`(old."points" ${tries} ${points + n} AND old."countedAt" <= ${before})`;
    });
    return join([free, sql`old."countedAt" IS NULL`, ...waited], " OR ");
  });

/** The wait of a caller who was just refused; a second where it is over by now. */
async function refusalOf({ limit, key }: Attempt, time: number): Promise<Refusal> {
  const { points, grows } = limit;
  const row = await db.throttle.findUnique({ where: { key: rowKey(limit, key) } });
  if (!row) return { limit, retryAfter: 1 };
  const waits = waitsOf(limit);
  const wait = waits[Math.min(row.points - points, waits.length - 1)] ?? 1;
  const opens = grows ? Number(row.countedAt ?? 0) + wait * SECOND_MS : Number(row.expire);
  return { limit, retryAfter: Math.max(1, Math.ceil((opens - time) / SECOND_MS)) };
}

/** Gives one counted try back, with the wait that it began. */
export async function returnAttempt(limit: Limit, key: string): Promise<void> {
  await mayBeLost(() =>
    db.throttle.updateMany({
      where: { key: rowKey(limit, key), points: { gt: 0 }, expire: { gt: new Date() } },
      data: { points: { decrement: 1 }, countedAt: null },
    }),
  );
}

/** Clears all tries. @returns how many had been counted */
export async function forgetAttempts(limit: Limit, key: string): Promise<number> {
  const forget = () => db.$queryRaw<{ points: number }[]>`
    DELETE FROM "Throttle" WHERE "key" = ${rowKey(limit, key)} RETURNING "points"`;
  const [forgotten] = await mayBeLost(forget);
  return Number(forgotten?.points ?? 0);
}
