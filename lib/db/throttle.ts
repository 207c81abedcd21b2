import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { db } from "./client";

/** `points` attempts within `duration` seconds. */
export type Limit = { name: string; points: number; duration: number };

const limiterOf = ({ name, points, duration }: Limit) =>
  new RateLimiterPrisma({
    storeClient: db,
    tableName: "throttle",
    keyPrefix: name,
    points,
    duration,
    clearExpiredByTimeout: false,
  });

/**
 * Counts one attempt, atomically and for all processes.
 * @returns null while there are attempts left, else the seconds until there are again.
 */
export async function countAttempt(limit: Limit, key: string): Promise<number | null> {
  try {
    await limiterOf(limit).consume(key);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  }
}

export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).delete(key);
}
