import type { ServerResponse } from "node:http";
import type { Method } from "@/lib/features/sessions/methods";
import { MINUTE_S } from "@/lib/platform/core/time";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  type CookieRequest,
  clearCookie,
  cookieName,
  setCookie,
} from "@/lib/platform/http/cookies";

/** Why somebody is sent to a provider. */
export type Purpose = "sign-in" | "connect" | "reauthenticate";

/** Why this browser went to a provider. Sealed, in a cookie beside next-auth's state. */
export type Intention = {
  provider: string;
  purpose: Purpose;
  /** SHA-256 of the state sent to the provider: it counts with no other. */
  state: string;
  /** Where to go when it is done. */
  callbackUrl: string;
  /** For a sign-in: whether the session is to outlive the browser. */
  remember: boolean;
  /** For a sign-in: the token of the invitation that it is to accept, if there is one. */
  invitation: string | null;
  /** Who asked, in which session; null for a sign-in. */
  asked: { userId: string; sessionId: string } | null;
  /** The second factor that was given before. */
  factor: Method | null;
  /** Seconds since 1970. */
  startedAt: number;
};

const COOKIE = cookieName("provider");
const PURPOSE = "provider";
/** As long as next-auth's own state. */
const INTENTION_S = 15 * MINUTE_S;

/** Keeps it in the browser until the provider's answer comes, or for a quarter of an hour. */
export async function keepIntention(res: ServerResponse, intention: Intention): Promise<void> {
  const sealed = await seal(PURPOSE, intention, INTENTION_S);
  setCookie(res, COOKIE, sealed, { maxAge: INTENTION_S });
}

/**
 * Takes what this browser went to a provider for, once.
 * @param given the returned state
 * @returns null where there is nothing, or it was for another provider or another attempt
 */
export async function takeIntention(
  req: CookieRequest,
  res: ServerResponse,
  { provider, state }: { provider: string; state: string },
): Promise<Intention | null> {
  const sealed = req.cookies[COOKIE];
  if (!sealed) return null;
  clearCookie(res, COOKIE);
  const intention = await open<Intention>(PURPOSE, sealed);
  const fits = intention?.provider === provider && intention.state === hashSecret(state);
  return fits ? intention : null;
}
