import type { JWT } from "next-auth/jwt";
import type { AskingSession } from "@/lib/features/caller/caller";
import { impersonatorBy } from "@/lib/features/impersonation/may-impersonate";
import { isAlive, lifetime } from "@/lib/features/sessions/lifetime";
import type { Method } from "@/lib/features/sessions/methods";
import { openSession } from "@/lib/features/sign-in/open-session";
import type { Mailed } from "@/lib/features/sign-in/steps";
import type { Role } from "@/lib/platform/config/roles";
import { log } from "@/lib/platform/core/log";
import { Problem } from "@/lib/platform/core/problem";
import { requestSlot } from "@/lib/platform/core/request-context";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { findSessionBySecret, type SessionWithUser } from "@/lib/platform/db/tables/session-lookup";
import { touchSession } from "@/lib/platform/db/tables/sessions";
import type { IdentityKey } from "@/lib/platform/db/tables/sign-in/identities";
import type { User } from "@/lib/platform/db/tables/users";

/*
 * next-auth calls our callbacks and lets them return what it wants to know, and nothing else. What the
 * callbacks and their caller need to tell each other about a request goes through these slots.
 */

/** One call of next-auth that may sign somebody in. */
export type SignInExchange = {
  /** The secret of the browser that asks; null where it was never signed in. See devices.ts. */
  readonly device: string | null;
  /** The secret of the browser's pending sign-in; null where it has none. */
  readonly pending: string | null;
  /** What the browser keeps of a sign-in by mail, sealed; null where it has asked for none. */
  readonly mail: string | null;
  /** The challenge that the sign-in page has asked passkeys with, sealed; null where it has not. */
  readonly passkeyChallenge: string | null;
  /** The session that the call has opened. `device` is the secret its browser is to keep. */
  opened?: { remember: boolean; expiresAt: Date; device: string };
  /** The first proof was right, and a second one is asked for: the secret that goes with it. */
  next?: { pending: string };
  /** The id of a passkey that was shown, and that no account has. */
  unknownPasskey?: string;
  /** Why a provider of ours refused. */
  problem?: Problem;
  /** Decides what another provider's answer comes to; set by the route that takes one. */
  readonly decide?: (profile: unknown) => Promise<Decision>;
  /** What it came to. */
  decision?: Decision;
};

/** What another provider's answer comes to: it signs somebody in, or was for something else, which is done. */
export type Decision =
  | { user: User; providerSid: string; identity: IdentityKey; remember: boolean }
  | { done: true };

/** Filled by the providers and by startSession(), read by the route. */
export const signInExchange = requestSlot<SignInExchange>();

/** The session that the request came with, once it was found in the database. */
const sessionInUse = requestSlot<AskingSession>();

/** Set where a session cookie came that the database could not be asked about. */
export const sessionUnchecked = requestSlot<true>();

/** Set where a page asks by itself, without its reader: that does not count as a use of the session. */
export const unattended = requestSlot<true>();

/** The session behind a token is gone. Thrown in the jwt callback, it clears the cookie. */
class SessionRevoked extends Error {
  override name = "SessionRevoked";
}

const TOUCH_AFTER_MS = MINUTE_MS;

/** A session that lets in. */
type Verified = SessionWithUser & {
  /** The administrator who acts in it for its owner; null where it is the owner. */
  impersonator: { id: string; name: string } | null;
};

/** What the database said of each token. Weak: it lives as long as the request. */
const verified = new WeakMap<JWT, Verified>();

/**
 * Makes the session row of a sign-in, and the token that points at it. The route learns of the session
 * by the exchange.
 * @throws Problem when the account has changed since it was looked at; see openSession()
 */
export async function startSession(user: {
  id: string;
  role: Role;
  remember: boolean;
  methods: readonly Method[];
  passwordRecord?: string | undefined;
  pending?: string | undefined;
  mailed?: Mailed | undefined;
  trust?: boolean | undefined;
  passkey?: string | undefined;
  providerSid?: string | undefined;
  identity?: IdentityKey | undefined;
}): Promise<JWT> {
  const sid = newSecret();
  const now = new Date();
  const expiresAt = new Date(now.getTime() + lifetime.absolute(user.remember));
  const row = {
    secretHash: hashSecret(sid),
    userId: user.id,
    remember: user.remember,
    authenticatedAt: now,
    expiresAt,
    providerSid: user.providerSid ?? null,
  };
  const exchange = signInExchange.get();
  const { methods, passwordRecord: record, mailed, identity, pending, passkey, trust } = user;
  const proved = {
    methods,
    record,
    mailed,
    identity,
    pending,
    passkey,
    trust,
    device: exchange?.device ?? null,
  };
  const { device, authenticatedAt } = await openSession(row, proved);
  if (exchange) exchange.opened = { remember: user.remember, expiresAt, device };
  return tokenFor(user, { sid, authenticatedAt, expiresAt });
}

/** What a session cookie says: whose session, its secret, and a hint at the role. */
export function tokenFor(
  user: { id: string; role: Role },
  { sid, authenticatedAt, expiresAt }: { sid: string; authenticatedAt: Date; expiresAt: Date },
): JWT {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
  return {
    sub: user.id,
    sid,
    authTime: seconds(authenticatedAt),
    role: user.role,
    exp: seconds(expiresAt),
  };
}

/**
 * Reads the row a token points at, on every request: a revoked session is refused on its next one.
 * A database that does not answer says nothing about the session, so the token passes
 * unverified and `sessionOf` has no answer for it.
 * @returns the same token object, its role hint brought up to date
 * @throws SessionRevoked
 */
export async function verifyToken(token: JWT): Promise<JWT> {
  const secretHash = hashSecret(String(token.sid));
  let session: SessionWithUser | null;
  let impersonator: Verified["impersonator"] = null;
  try {
    session = await findSessionBySecret(secretHash);
    if (session?.parentId) impersonator = await impersonatorBy(session.parentId, session.user);
  } catch (error) {
    log.error({ err: error }, "session could not be checked");
    sessionUnchecked.set(true);
    return token;
  }
  const now = Date.now();
  if (
    !session ||
    session.user.id !== token.sub ||
    session.user.disabled ||
    (session.parentId && !impersonator) ||
    !isAlive(session, now)
  ) {
    throw new SessionRevoked();
  }
  verified.set(token, { ...session, impersonator });
  sessionInUse.set({ userId: session.user.id, sessionId: session.id, secretHash });
  if (token.role !== session.user.role) token.role = session.user.role;
  if (now - session.lastSeenAt.getTime() > TOUCH_AFTER_MS && !unattended.get()) {
    touch(session, now);
    // The administrator who acts for somebody is active: their own session is not idle.
    if (session.parentId) touch({ id: session.parentId }, now);
  }
  return token;
}

/**
 * The session that asks, for what it does to be done only while it would still be let in.
 * @throws Problem unauthenticated when the request did not come with it
 */
export function askingSession(caller: {
  user: { id: string };
  session: { id: string };
}): AskingSession {
  const asking = sessionInUse.get();
  if (asking?.sessionId !== caller.session.id || asking.userId !== caller.user.id) {
    throw new Problem("unauthenticated");
  }
  return asking;
}

/** The verified session of a token; undefined when the database could not be asked. */
export function sessionOf(token: JWT): Verified | undefined {
  return verified.get(token);
}

/** The request does not wait for this, and does not fail with it. */
function touch(session: { id: string; lastSeenAt?: Date }, now: number): void {
  touchSession(session, new Date(now), new Date(now - TOUCH_AFTER_MS)).catch((error) =>
    log.warn({ err: error }, "last seen not kept"),
  );
}
