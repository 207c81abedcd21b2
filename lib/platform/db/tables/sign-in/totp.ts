import { db } from "@/lib/platform/db/client";
import { read } from "@/lib/platform/db/driver-read";
import type { Connection } from "@/lib/platform/db/transaction";

/** An authenticator app of an account. */
export type Totp = {
  sealed: string;
  confirmedAt: Date | null;
  failures: number;
  /** The time step of the last code that was accepted. */
  lastStep: number;
};

/** A secret as it is stored, and which key it is sealed with. */
export type SealedTotp = { sealed: string; keyId: string };

/** The authenticator app of a user, confirmed or not; null when there is none. */
export function findTotp(userId: string, on: Connection = db): Promise<Totp | null> {
  return on.totp.findUnique({
    where: { userId },
    select: { sealed: true, confirmedAt: true, failures: true, lastStep: true },
  });
}

/** Stores an authenticator app, in place of one that was never confirmed. */
export async function beginTotp(userId: string, sealed: SealedTotp, on: Connection): Promise<void> {
  const fresh = { ...sealed, lastStep: 0, failures: 0, createdAt: new Date() };
  await on.totp.upsert({
    where: { userId, confirmedAt: null },
    create: { userId, ...fresh },
    update: fresh,
    select: { userId: true },
  });
}

/**
 * Records that the code of a time step was accepted, and clears the wrong ones before it. One statement
 * compares and sets: of many attempts with one code, in any number of processes, one is accepted.
 * @returns false when that step, or a later one, was accepted before
 */
export async function acceptTotpStep(
  userId: string,
  step: number,
  data: Partial<SealedTotp> & { confirmedAt?: Date },
  on: Connection,
): Promise<boolean> {
  const { count } = await on.totp.updateMany({
    where: { userId, lastStep: { lt: step } },
    data: { lastStep: step, failures: 0, ...data },
  });
  return count === 1;
}

/** @returns whether there was one */
export async function deleteTotp(userId: string, on: Connection): Promise<boolean> {
  const { count } = await on.totp.deleteMany({ where: { userId } });
  return count === 1;
}

/** Sealed secrets of the oldest and of the newest accounts: a sample. */
export async function sampleSealedTotp(take: number): Promise<string[]> {
  const some = (order: "ASC" | "DESC") =>
    read<{ sealed: string }>(`SELECT "sealed" FROM "Totp" ORDER BY "userId" ${order} LIMIT $1`, [
      take,
    ]);
  return [...(await some("ASC")), ...(await some("DESC"))].map(({ sealed }) => sealed);
}

/** Counts a wrong code. @returns how many there were in a row; 0 where there is no app */
export async function countTotpFailure(userId: string, on: Connection): Promise<number> {
  const where = { userId, confirmedAt: { not: null } };
  await on.totp.updateMany({ where, data: { failures: { increment: 1 } } });
  return (await findTotp(userId, on))?.failures ?? 0;
}

/** Clears the wrong codes of a user. */
export async function forgetTotpFailures(userId: string, on: Connection): Promise<void> {
  await on.totp.updateMany({ where: { userId }, data: { failures: 0 } });
}

/**
 * Secrets that are sealed with another key, in the order of the keys.
 * @param keyId the current key's
 * @param after the last one of the previous page; null at first
 */
export async function findTotpOfOtherKeys(
  keyId: string,
  after: { keyId: string; userId: string } | null,
  take: number,
): Promise<{ userId: string; sealed: string; keyId: string }[]> {
  // Two ranges of the index, where "not equal" would read all of it.
  const beside = (side: "<" | ">") =>
    read<{ userId: string; sealed: string; keyId: string }>(
      `SELECT "userId", "sealed", "keyId" FROM "Totp"
       WHERE "keyId" ${side} $1 AND ("keyId", "userId") > ($2, $3)
       ORDER BY "keyId", "userId" LIMIT $4`,
      [keyId, after?.keyId ?? "", after?.userId ?? "", take],
    );
  return [...(await beside("<")), ...(await beside(">"))].slice(0, take);
}

/** Stores a resealed secret, unless it has changed since. */
export async function replaceSealedTotp(
  userId: string,
  before: string,
  sealed: SealedTotp,
): Promise<void> {
  await db.totp.updateMany({ where: { userId, sealed: before }, data: sealed });
}
