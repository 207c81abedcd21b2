import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { db } from "./client";

/**
 * `points` tries within `duration` seconds. With `grows`, more may follow, one at a time, each after
 * twice the wait of the one before: 1 s, 2 s, 4 s … 15 minutes. Nobody is locked out for good.
 */
export type Limit = { name: string; points: number; duration: number; grows?: true };

const LONGEST_WAIT = 15 * 60;

const limiterOf = (name: string, points: number, duration: number) =>
  new RateLimiterPrisma({
    storeClient: db,
    tableName: "throttle",
    keyPrefix: name,
    points,
    duration,
    clearExpiredByTimeout: false,
  });

const counterOf = ({ name, points, duration }: Limit) => limiterOf(name, points, duration);

/** Open for one try at a time; its duration is the wait until the next. */
const gateOf = ({ name }: Limit, wait: number) => limiterOf(`${name}-gate`, 1, wait);

/**
 * Counts one try, atomically and for all processes.
 * @returns null while there are tries left, else the seconds until there are again.
 */
export function countAttempt(limit: Limit, key: string): Promise<number | null> {
  return limit.grows ? countGrowing(limit, key) : consume(counterOf(limit), key);
}

async function countGrowing(limit: Limit, key: string): Promise<number | null> {
  const counter = counterOf(limit);
  const before = (await counter.get(key))?.consumedPoints ?? 0;
  if (before >= limit.points) {
    // Counted only once it is let through: what is refused must not make the next wait longer.
    const wait = waitAfter(before + 1 - limit.points);
    const refusal = await consume(gateOf(limit, wait), key);
    if (refusal === null) await counter.penalty(key);
    return refusal;
  }
  const { consumedPoints } = await counter.penalty(key);
  if (consumedPoints < limit.points) return null;
  // The last of them, of many at once, starts the pauses.
  const refusal = await consume(gateOf(limit, waitAfter(0)), key);
  if (refusal !== null) await takeBack(counter, key);
  return refusal;
}

/** @param beyond how many tries there were since the pauses began */
const waitAfter = (beyond: number) => Math.min(LONGEST_WAIT, 2 ** beyond);

async function consume(limiter: RateLimiterPrisma, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    // No wait is that long: the clock was ahead when the row was made. It starts anew.
    if (refusal.msBeforeNext > Math.max(limiter.duration, LONGEST_WAIT) * 1000) {
      await limiter.set(key, refusal.consumedPoints, limiter.duration);
      return limiter.duration;
    }
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  }
}

/** Not below nothing, as the library's own would: what was forgotten meanwhile is no try more. */
async function takeBack(limiter: RateLimiterPrisma, key: string): Promise<void> {
  await db.throttle.updateMany({
    where: { key: limiter.getKey(key), points: { gt: 0 } },
    data: { points: { decrement: 1 } },
  });
}

/** Takes back one counted try, and the wait that it began. */
export async function returnAttempt(limit: Limit, key: string): Promise<void> {
  await takeBack(counterOf(limit), key);
  if (limit.grows) await gateOf(limit, 1).delete(key);
}

export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await counterOf(limit).delete(key);
  if (limit.grows) await gateOf(limit, 1).delete(key);
}
