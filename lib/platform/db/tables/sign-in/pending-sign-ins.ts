import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** A sign-in that has had its first proof and waits for the second. */
export type PendingSignIn = {
  secretHash: string;
  userId: string;
  /** What was proved so far, as storedMethods() wrote it. */
  methods: string;
  remember: boolean;
  expiresAt: Date;
  /** The fields of the future session. */
  providerSid?: string | null;
};

/** @throws when there is no such user */
export async function createPendingSignIn(pending: PendingSignIn, on: Connection): Promise<void> {
  await on.pendingSignIn.create({ data: pending, select: { userId: true } });
}

/** The pending sign-in with that secret that has not expired; null when there is none. */
export function findPendingSignIn(secretHash: string): Promise<PendingSignIn | null> {
  return db.pendingSignIn.findUnique({
    where: { secretHash, expiresAt: { gt: new Date() } },
    select: {
      secretHash: true,
      userId: true,
      methods: true,
      remember: true,
      expiresAt: true,
      providerSid: true,
    },
  });
}

/** Counts an attempt, up to a maximum. @returns false when there is none left */
export async function countPendingTry(secretHash: string, most: number): Promise<boolean> {
  const { count } = await db.pendingSignIn.updateMany({
    where: { secretHash, tries: { lt: most } },
    data: { tries: { increment: 1 } },
  });
  return count === 1;
}

/** Uses a pending sign-in up. @returns false when it was used, has expired or was deleted */
export async function takePendingSignIn(
  userId: string,
  secretHash: string,
  on: Connection,
): Promise<boolean> {
  const { count } = await on.pendingSignIn.deleteMany({
    where: { userId, secretHash, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}

/** Ends every pending sign-in of a user. */
export async function deletePendingSignIns(userId: string, on: Connection): Promise<void> {
  await on.pendingSignIn.deleteMany({ where: { userId } });
}
