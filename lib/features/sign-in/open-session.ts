import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { hasSecondFactor } from "@/lib/features/second-factor/check";
import { trustBrowser, trustedSince } from "@/lib/features/second-factor/trusted-browsers";
import { rememberDevice } from "@/lib/features/sessions/devices";
import { type Method, storedMethods } from "@/lib/features/sessions/methods";
import { Problem } from "@/lib/platform/core/problem";
import { requestOrigin, setActor } from "@/lib/platform/core/request-context";
import { noteSignIn } from "@/lib/platform/db/tables/people/user-lists";
import {
  createSession,
  deleteSurplusSessions,
  type NewSession,
} from "@/lib/platform/db/tables/sessions";
import type { IdentityKey } from "@/lib/platform/db/tables/sign-in/identities";
import { hasPasskey } from "@/lib/platform/db/tables/sign-in/passkeys";
import { takePendingSignIn } from "@/lib/platform/db/tables/sign-in/pending-sign-ins";
import { transaction } from "@/lib/platform/db/transaction";
import { lockProved, type Mailed } from "./steps";

/** Repeated sign-ins must neither fill the database nor slow down the list of sessions. */
const MOST_SESSIONS = 100;

/** The proof by which a session is opened. */
type Proved = {
  methods: readonly Method[];
  /** The stored password record that was checked; undefined where it was not a password. */
  record?: string | undefined;
  /** The sign-in by mail that it completes; undefined where there was none. */
  mailed?: Mailed | undefined;
  /** The identity that another provider showed; undefined where none did. */
  identity?: IdentityKey | undefined;
  /** SHA-256 of the secret of the pending sign-in that it completes; undefined where there was none. */
  pending?: string | undefined;
  /** The passkey that was used; undefined where there was none. */
  passkey?: string | undefined;
  /** The cookie the browser is known by, or null when it was never signed in. */
  device: string | null;
  /** Whether its owner wants the second factor skipped in it for a while. */
  trust?: boolean | undefined;
};

/**
 * Creates the session of a sign-in, unless the account has changed since the proof was checked, and
 * remembers the browser. Beyond a hundred, the least recently used session ends. An account with a second
 * factor gets no session without one, whatever the way in. In a trusted browser, the second factor that was
 * last given in it counts: the session is only as recent as that.
 * @returns what the browser is to be known by, and when the owner last gave all proofs
 * @throws Problem unauthenticated when the account or the passkey is gone, or the account was disabled in
 * the meantime; password_changed; sign_in_expired when the pending sign-in, or that by mail, was used or
 * has ended; second_factor_required
 */
export async function openSession(
  session: Omit<NewSession, "ipAddress" | "userAgent" | "methods">,
  { methods, record, mailed, identity, pending, passkey, device, trust }: Proved,
): Promise<{ device: string; authenticatedAt: Date }> {
  const { userId } = session;
  const { ipAddress, userAgent } = requestOrigin();
  return transaction(async (tx) => {
    const user = await lockProved(userId, { record, mailed, identity }, tx);
    const short = user.secondFactorAt !== null && !hasSecondFactor(methods);
    const trustedAt = short ? await trustedSince(user, device, tx) : null;
    if (short && !trustedAt) throw new Problem("second_factor_required");
    if (passkey !== undefined && !(await hasPasskey(userId, passkey, tx))) {
      throw new Problem("unauthenticated");
    }
    const authenticatedAt = trustedAt ?? session.authenticatedAt;
    if (pending !== undefined && !(await takePendingSignIn(userId, pending, tx))) {
      throw new Problem("sign_in_expired");
    }
    setActor(userId);
    const seen = { ipAddress, userAgent, lastSeenAt: session.authenticatedAt };
    await createSession(
      { ...session, authenticatedAt, methods: storedMethods(methods), ...seen },
      tx,
    );
    await noteSignIn(userId, session.authenticatedAt, tx);
    await recordEvent("authn_login_success", { subjectId: userId, on: tx });
    if ((await deleteSurplusSessions(userId, MOST_SESSIONS, tx)) > 0) {
      await recordEvent("authn_token_revoked:session", { subjectId: userId, on: tx });
    }
    const known = await rememberDevice(user, device, tx);
    // Recovery codes are for people who have lost the app, often in a browser that is not theirs.
    const shown = hasSecondFactor(methods) && !methods.includes("recovery");
    if (trust && shown) await trustBrowser(user, known, tx);
    await hooks().signedIn?.(user, tx);
    return { device: known, authenticatedAt };
  });
}
