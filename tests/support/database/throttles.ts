import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import type { Counted } from "@/lib/platform/rate-limit/limits";

/** A wait begun by a try after this many is so long that no test meets its end. */
export const LONG_AFTER = 11;

/**
 * Lets time go by for what is throttled, without waiting for it.
 * @param keys which rows: all, unless told what their keys end with
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

/** Makes as if a subject had made so many tries, and no wait went on. */
export async function spendTries({ limit, subject }: Counted, points: number): Promise<void> {
  const key = `${limit.name}:${hashSecret(subject)}`;
  const row = {
    key,
    points,
    expire: new Date(Date.now() + limit.duration * 1000),
    countedAt: null,
  };
  await db.throttle.upsert({ where: { key }, create: row, update: row });
}
