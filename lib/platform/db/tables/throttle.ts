import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { MINUTE_S, SECOND_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";

/**
 * `points` tries within `duration` seconds. With `grows`, more may follow, one at a time, each after
 * twice the wait of the one before: 1 s, 2 s, 4 s … 15 minutes. Nobody is locked out for good.
 */
export type Limit = { name: string; points: number; duration: number; grows?: true };

const LONGEST_WAIT = 15 * MINUTE_S;

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

/** How many tries went through the gate. */
const passesOf = ({ name, duration }: Limit) => limiterOf(`${name}-passes`, 1, duration);

/**
 * Counts one try, atomically and for all processes.
 * @returns null while there are tries left, else the seconds until there are again.
 */
export function countAttempt(limit: Limit, key: string): Promise<number | null> {
  return limit.grows ? countGrowing(limit, key) : consume(counterOf(limit), key);
}

async function countGrowing(limit: Limit, key: string): Promise<number | null> {
  const counter = counterOf(limit);
  // The last of them goes through the gate already: it begins the first wait.
  const free = limit.points - 1;
  if (((await counter.get(key))?.consumedPoints ?? 0) < free) {
    const { consumedPoints } = await counter.penalty(key);
    if (consumedPoints <= free) return null;
    // More came at once than there were.
    await takeBack(counter, key);
  }
  return passGate(limit, key);
}

/** The wait grows by the tries let through alone: whoever is refused must not make it longer. */
async function passGate(limit: Limit, key: string): Promise<number | null> {
  const passes = passesOf(limit);
  const before = (await passes.get(key))?.consumedPoints ?? 0;
  const refusal = await consume(gateOf(limit, Math.min(LONGEST_WAIT, 2 ** before)), key);
  if (refusal === null) await passes.penalty(key);
  return refusal;
}

async function consume(limiter: RateLimiterPrisma, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    // No wait is that long: the clock was ahead when the row was made. It starts anew.
    if (refusal.msBeforeNext > Math.max(limiter.duration, LONGEST_WAIT) * SECOND_MS) {
      await limiter.set(key, refusal.consumedPoints, limiter.duration);
      return limiter.duration;
    }
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  }
}

/**
 * Not below nothing, as the library's own would: what was forgotten meanwhile is no try more.
 * @returns whether there was one to take back
 */
async function takeBack(limiter: RateLimiterPrisma, key: string): Promise<boolean> {
  const { count } = await db.throttle.updateMany({
    where: { key: limiter.getKey(key), points: { gt: 0 }, expire: { gt: new Date() } },
    data: { points: { decrement: 1 } },
  });
  return count > 0;
}

/** Takes back one counted try, and the wait that it began. */
export async function returnAttempt(limit: Limit, key: string): Promise<void> {
  if (limit.grows && (await takeBack(passesOf(limit), key))) await gateOf(limit, 1).delete(key);
  else await takeBack(counterOf(limit), key);
}

export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await counterOf(limit).delete(key);
  if (!limit.grows) return;
  await passesOf(limit).delete(key);
  await gateOf(limit, 1).delete(key);
}
