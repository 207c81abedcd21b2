import { db } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";

/** What a challenge was made for. */
export type ChallengeUse = { purpose: string; userId: string; boundTo: string };

/** Stores a challenge until it is answered. */
export async function createChallenge(
  challenge: ChallengeUse & { challengeHash: string; expiresAt: Date },
): Promise<void> {
  await db.passkeyChallenge.create({ data: challenge, select: { challengeHash: true } });
}

/** Uses a challenge up. @returns false when it has another purpose, was used or has expired */
export async function takeChallenge(challengeHash: string, use: ChallengeUse): Promise<boolean> {
  const { count } = await db.passkeyChallenge.deleteMany({
    where: { challengeHash, ...use, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}

/**
 * Records that a challenge without a row was answered. Of many answers at once, in any number of processes,
 * one is the first.
 * @returns false when it was answered before
 */
export async function spendChallenge(challenge: {
  challengeHash: string;
  purpose: string;
  expiresAt: Date;
}): Promise<boolean> {
  try {
    await db.passkeyChallenge.create({ data: challenge, select: { challengeHash: true } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
