import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import type { Counted } from "@/lib/platform/rate-limit/limits";

/** After this many tries the wait is so long that no test sees its end. */
export const LONG_AFTER = 11;

/**
 * Lets time pass for throttles, without waiting.
 * @param keys which rows: all, or those whose keys end with this
 */
export async function passTime(seconds: number, keys = ""): Promise<void> {
  const where = { key: { endsWith: keys }, expire: { not: null } };
  for (const { key, expire, countedAt } of await db.throttle.findMany({ where })) {
    const back = (moment: Date) => new Date(Number(moment) - seconds * 1000);
    const data = { expire: back(expire ?? new Date()), countedAt: countedAt && back(countedAt) };
    await db.throttle.updateMany({ where: { key }, data });
  }
}

/** The same for one subject of a limit, in a database that other tests use, too. */
export const passTimeFor = ({ subject }: Counted, seconds: number) =>
  passTime(seconds, hashSecret(subject));

const keyOf = ({ limit, subject }: Counted) => `${limit.name}:${hashSecret(subject)}`;

/** How many tries of a subject are counted. */
export async function triesOf(counted: Counted): Promise<number> {
  return (await db.throttle.findUnique({ where: { key: keyOf(counted) } }))?.points ?? 0;
}

/** Pretends that a subject has made so many tries, and that no wait is running. */
export async function spendTries(counted: Counted, points: number): Promise<void> {
  const { limit } = counted;
  const key = keyOf(counted);
  const row = {
    key,
    points,
    expire: new Date(Date.now() + limit.duration * 1000),
    countedAt: null,
  };
  await db.throttle.upsert({ where: { key }, create: row, update: row });
}
