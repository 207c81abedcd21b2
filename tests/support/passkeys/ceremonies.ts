import { signInChallenge } from "@/lib/features/passkeys/challenges";
import { askForAnyPasskey } from "@/lib/features/passkeys/options";
import { signInByPasskey } from "@/lib/features/sign-in/passkey";
import { limits } from "@/lib/platform/rate-limit/limits";
import type { Account } from "../people/accounts";
import { newAskingSession, openProved, renewalOf } from "../people/sessions";
import type { Twist } from "./authenticator";
import type { OwnPasskey } from "./passkeys";

/** How many come at once. */
export const CROWD = 50;

/** How an answer of a passkey is refused. */
export const REFUSED = { code: "unauthenticated", status: 401 };

/** Lets each of many requests past the throttle: these tests are about what comes after it. */
export function letPasskeysPast(): void {
  const raised = [
    limits.passkeyByNetwork,
    limits.secondFactorByAccount,
    limits.confirmByAccount,
    limits.passkeyByAccount,
  ] as { points: number }[];
  const points = raised.map((limit) => limit.points);
  beforeAll(() => {
    for (const limit of raised) limit.points = 10_000;
  });
  afterAll(() => {
    for (const [n, limit] of raised.entries()) limit.points = points[n] ?? 0;
  });
}

/** A new session of an account, and what it is given for a recent proof. */
export const newRenewal = async ({ id }: Account) => renewalOf(await newAskingSession(id));

/** A visit of the sign-in page, and what a passkey makes of it. */
export async function visit({ authenticator }: OwnPasskey, twist: Twist = {}) {
  const { challenge, sealed } = await signInChallenge(null);
  return { sealed, sent: authenticator.get(askForAnyPasskey(challenge), twist) };
}

/** Signs in to an account by a passkey alone. */
export async function signInWith(of: Account, passkey: OwnPasskey, twist: Twist = {}) {
  const { sent, sealed } = await visit(passkey, twist);
  const proved = await signInByPasskey(sent, sealed);
  return openProved(of, { methods: ["passkey"], passkey: proved.passkeyId });
}
