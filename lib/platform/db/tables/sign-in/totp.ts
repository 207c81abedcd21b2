import { db } from "@/lib/platform/db/client";
import { read } from "@/lib/platform/db/driver-read";
import type { Connection } from "@/lib/platform/db/transaction";

/** An authenticator app of an account. */
export type Totp = { sealed: string; confirmedAt: Date | null };

/** The authenticator app of a user, confirmed or not; null when there is none. */
export function findTotp(userId: string, on: Connection = db): Promise<Totp | null> {
  return on.totp.findUnique({
    where: { userId },
    select: { sealed: true, confirmedAt: true },
  });
}

/** Begins with an authenticator app, in place of one that was never confirmed. */
export async function beginTotp(userId: string, sealed: string, on: Connection): Promise<void> {
  const fresh = { sealed, lastStep: 0, createdAt: new Date() };
  await on.totp.upsert({
    where: { userId, confirmedAt: null },
    create: { userId, ...fresh },
    update: fresh,
    select: { userId: true },
  });
}

/**
 * Notes that the code of a time step was accepted. One statement compares and sets: of many tries with
 * one code, in however many processes, one is accepted.
 * @returns false when that step, or a later one, was accepted before
 */
export async function acceptTotpStep(
  userId: string,
  step: number,
  data: { sealed: string; confirmedAt?: Date },
  on: Connection,
): Promise<boolean> {
  const { count } = await on.totp.updateMany({
    where: { userId, lastStep: { lt: step } },
    data: { lastStep: step, ...data },
  });
  return count === 1;
}

/** @returns whether there was one */
export async function deleteTotp(userId: string, on: Connection): Promise<boolean> {
  const { count } = await on.totp.deleteMany({ where: { userId } });
  return count === 1;
}

/** Sealed secrets of the oldest and of the newest accounts: what stands for all. */
export async function sampleSealedTotp(take: number): Promise<string[]> {
  const some = (order: "ASC" | "DESC") =>
    read<{ sealed: string }>(`SELECT "sealed" FROM "Totp" ORDER BY "userId" ${order} LIMIT $1`, [
      take,
    ]);
  return [...(await some("ASC")), ...(await some("DESC"))].map(({ sealed }) => sealed);
}
