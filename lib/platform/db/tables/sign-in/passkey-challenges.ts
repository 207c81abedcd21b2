import { db } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";

/** What a challenge was made for. */
export type ChallengeUse = { purpose: string; userId: string; boundTo: string };

/** Keeps a challenge until it is answered. */
export async function createChallenge(
  challenge: ChallengeUse & { challengeHash: string; expiresAt: Date },
): Promise<void> {
  await db.passkeyChallenge.create({ data: challenge, select: { challengeHash: true } });
}

/** Uses a challenge up. @returns false when it is none of that use, was used or has expired */
export async function takeChallenge(challengeHash: string, use: ChallengeUse): Promise<boolean> {
  const { count } = await db.passkeyChallenge.deleteMany({
    where: { challengeHash, ...use, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}

/**
 * Notes that a challenge of which nothing was stored was answered. Of many answers at once, in however many
 * processes, one is the first.
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
