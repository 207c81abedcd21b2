import { db } from "@/lib/platform/db/client";
import { type Instant, instant, read, toDate } from "@/lib/platform/db/driver-read";
import type { Connection } from "@/lib/platform/db/transaction";

/** The stored password record of a user; null when there is none. */
export async function findPasswordRecord(
  userId: string,
  on: Connection = db,
): Promise<string | null> {
  const row = await on.password.findUnique({ where: { userId }, select: { hash: true } });
  return row?.hash ?? null;
}

const TIME_OF = `SELECT ${instant('"updatedAt"', "updatedAt")} FROM "Password" WHERE "userId" = $1`;

/** When the password of a user was set; null when there is none. */
export async function findPasswordTime(userId: string): Promise<Date | null> {
  const [row] = await read<{ updatedAt: Instant }>(TIME_OF, [userId]);
  return row ? toDate(row.updatedAt) : null;
}

/** Stores a new password in place of the old one. @throws when there is no such user */
export async function setPassword(
  userId: string,
  hash: string,
  on: Connection = db,
): Promise<void> {
  const record = { hash, updatedAt: new Date() };
  await on.password.upsert({
    where: { userId },
    create: { userId, ...record },
    update: record,
    select: { userId: true },
  });
}

/** Removes the password record of a user. @returns whether there was one */
export async function deletePassword(userId: string, on: Connection): Promise<boolean> {
  const { count } = await on.password.deleteMany({ where: { userId } });
  return count === 1;
}

/**
 * Replaces a record by another one of the same password, only if it is still the one that was checked: a
 * newer password stays. The date on which the password was set stays, too.
 * @returns whether it was replaced
 */
export async function upgradePassword(userId: string, from: string, to: string): Promise<boolean> {
  const { count } = await db.password.updateMany({
    where: { userId, hash: from },
    data: { hash: to },
  });
  return count === 1;
}

/** Records of the oldest and of the newest accounts: a sample, where not all can be read. */
export async function samplePasswordRecords(count: number): Promise<string[]> {
  const some = (order: "ASC" | "DESC") =>
    read<{ hash: string }>(`SELECT "hash" FROM "Password" ORDER BY "userId" ${order} LIMIT $1`, [
      count,
    ]);
  return [...(await some("ASC")), ...(await some("DESC"))].map(({ hash }) => hash);
}
