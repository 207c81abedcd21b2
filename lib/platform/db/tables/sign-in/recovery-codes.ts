import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** Whether a user has recovery codes and has not confirmed that they are saved. */
export async function hasUnsavedRecoveryCodes(userId: string): Promise<boolean> {
  const where = { userId, savedAt: null };
  return (await db.recoveryCode.findFirst({ where, select: { userId: true } })) !== null;
}

/** Records that a user has saved the recovery codes. @returns false when there are none */
export async function markRecoveryCodesSaved(
  userId: string,
  savedAt: Date,
  on: Connection,
): Promise<boolean> {
  const { count } = await on.recoveryCode.updateMany({ where: { userId }, data: { savedAt } });
  return count > 0;
}

/** How many recovery codes a user has left. */
export function countRecoveryCodes(userId: string, on: Connection = db): Promise<number> {
  return on.recoveryCode.count({ where: { userId } });
}

/** Gives a user new recovery codes, by their hashes, replacing the old ones. */
export async function replaceRecoveryCodes(
  userId: string,
  codeHashes: string[],
  on: Connection,
): Promise<void> {
  await on.recoveryCode.deleteMany({ where: { userId } });
  if (codeHashes.length === 0) return;
  await on.recoveryCode.createMany({ data: codeHashes.map((codeHash) => ({ codeHash, userId })) });
}

/** Uses a recovery code up. @returns false when it is not the user's, or was used */
export async function takeRecoveryCode(
  userId: string,
  codeHash: string,
  on: Connection,
): Promise<boolean> {
  const { count } = await on.recoveryCode.deleteMany({ where: { userId, codeHash } });
  return count === 1;
}
