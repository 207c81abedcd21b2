import { DAY_MS, MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import {
  type ChallengeUse,
  createChallenge,
  spendChallenge,
  takeChallenge,
} from "@/lib/platform/db/tables/sign-in/passkey-challenges";

/*
 * A challenge is 32 random bytes that an authenticator signs, once. One for a known person (adding a
 * passkey, confirming, the second step of a sign-in) is a row, bound to that person, to its purpose, and to
 * the session or pending sign-in that asked. One for the sign-in page is sealed in a cookie, so that
 * visitors write nothing; a row is written when it is answered.
 */

/** How long an answer may take. */
export const CEREMONY_MS = 5 * MINUTE_MS;
/** The sign-in page keeps its offer for as long as it is open. */
export const SIGN_IN_MS = 10 * MINUTE_MS;
/** From this age on the page gets a new one. */
const RENEW_MS = SIGN_IN_MS / 2;
const PURPOSE = "passkey";
/** The mark of a row that records an answer. */
const SPENT = "spent";

/** Who a challenge is for, and what its answer counts for. */
export type Ceremony = ChallengeUse & { purpose: "add" | "confirm" | "second-factor" };

/** Creates a challenge for a known person. */
export async function newChallenge(ceremony: Ceremony): Promise<string> {
  const challenge = newSecret();
  const expiresAt = new Date(Date.now() + CEREMONY_MS);
  await createChallenge({ ...ceremony, challengeHash: hashSecret(challenge), expiresAt });
  return challenge;
}

/** Uses it up. @returns false when it has another purpose, was answered or has expired */
export const answerChallenge = (challenge: string, ceremony: Ceremony): Promise<boolean> =>
  takeChallenge(hashSecret(challenge), ceremony);

type SealedChallenge = { challenge: string; madeAt: number };

/**
 * A challenge for the sign-in page: the one that its browser has, while it is young, so that a second tab
 * does not cancel the first.
 * @param sealed the browser's cookie
 * @returns the challenge, and the new content of the cookie
 */
export async function signInChallenge(
  sealed: string | null,
): Promise<{ challenge: string; sealed: string }> {
  const kept = sealed === null ? null : await open<SealedChallenge>(PURPOSE, sealed);
  if (sealed && kept && Date.now() - kept.madeAt < RENEW_MS) {
    return { challenge: kept.challenge, sealed };
  }
  const fresh: SealedChallenge = { challenge: newSecret(), madeAt: Date.now() };
  return {
    challenge: fresh.challenge,
    sealed: await seal(PURPOSE, fresh, SIGN_IN_MS / SECOND_MS),
  };
}

/** Uses up the browser's challenge. @returns false when it is another one, or was answered */
export async function answerSignInChallenge(
  challenge: string,
  sealed: string | null,
): Promise<boolean> {
  const kept = sealed === null ? null : await open<SealedChallenge>(PURPOSE, sealed);
  if (kept?.challenge !== challenge) return false;
  // Longer than the servers' clocks can differ: a challenge must not become valid again when its row is
  // deleted.
  const expiresAt = new Date(Date.now() + DAY_MS);
  return spendChallenge({ challengeHash: hashSecret(challenge), purpose: SPENT, expiresAt });
}
