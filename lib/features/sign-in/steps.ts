import { lockWithPassword } from "@/lib/features/password/change";
import { hasSecondFactor } from "@/lib/features/second-factor/check";
import { trustedSince } from "@/lib/features/second-factor/trusted-browsers";
import { type Method, storedMethods } from "@/lib/features/sessions/methods";
import type { Role } from "@/lib/platform/config/roles";
import { Problem } from "@/lib/platform/core/problem";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { findIdentityOwner, type IdentityKey } from "@/lib/platform/db/tables/sign-in/identities";
import { type MailSignIn, takeMailSignIn } from "@/lib/platform/db/tables/sign-in/mail-sign-ins";
import { createPendingSignIn } from "@/lib/platform/db/tables/sign-in/pending-sign-ins";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";

/** How long the second proof may take. */
export const PENDING_MS = 10 * MINUTE_MS;

/** The person who signs in, and what they have proved so far. */
export type Proof = {
  user: { id: string; role?: Role | undefined; secondFactorAt?: Date | null };
  methods: readonly Method[];
  remember: boolean;
  /** The stored password record that was checked; undefined where it was not a password. */
  record?: string | undefined;
  /** The sign-in by mail that was proved; undefined where it was none. */
  mailed?: Mailed | undefined;
  /** The cookie the browser is known by; null when it was never signed in. */
  device?: string | null | undefined;
  /** The provider data for the session; undefined where no provider was used. */
  providerSid?: string | undefined;
  /** The identity that the provider showed; undefined where none did. */
  identity?: IdentityKey | undefined;
};

/** What is used up of a sign-in by mail. */
export type Mailed = Pick<MailSignIn, "browserHash" | "linkHash">;

/** What follows a proof: the sign-in is done, or a second factor is required. */
export type Step = { done: true } | { next: "second-factor"; pending: string };

/**
 * Decides what follows a proof of any kind: every way in comes through here. An account without a second
 * factor costs nothing.
 * @returns `pending`: a secret for the browser, to be sent with the second proof. It opens nothing
 * @throws Problem as lockProved() does
 */
export async function begin(proof: Proof): Promise<Step> {
  const { user, methods, remember, device = null, providerSid = null } = proof;
  if (!user.secondFactorAt || hasSecondFactor(methods)) return { done: true };
  // openSession() checks again, under the lock.
  if (await trustedSince(user, device)) return { done: true };
  const pending = newSecret();
  await transaction(async (tx) => {
    await lockProved(user.id, proof, tx);
    await createPendingSignIn(
      {
        secretHash: hashSecret(pending),
        userId: user.id,
        methods: storedMethods(methods),
        remember,
        providerSid,
        expiresAt: new Date(Date.now() + PENDING_MS),
      },
      tx,
    );
  });
  return { next: "second-factor", pending };
}

/**
 * Locks an account for this transaction, if the proof still counts, and uses up what can be used once.
 * @param proof.record the password record that was checked; undefined where it was not a password
 * @param proof.mailed the sign-in by mail; undefined where it was none
 * @param proof.identity at another provider; undefined where it was none
 * @throws Problem unauthenticated when the account is gone or disabled, or the identity was disconnected in
 * the meantime; password_changed; sign_in_expired when the sign-in by mail was used, or has ended
 */
export async function lockProved(
  userId: string,
  { record, mailed, identity }: Pick<Proof, "record" | "mailed" | "identity">,
  tx: Connection,
): Promise<User> {
  const user =
    record === undefined ? await lockUser(userId, tx) : await lockWithPassword(userId, record, tx);
  if (!user || user.disabledAt) throw new Problem("unauthenticated");
  if (identity && (await findIdentityOwner(identity, tx)) !== userId) {
    throw new Problem("unauthenticated");
  }
  if (mailed && !(await takeMailSignIn({ userId, ...mailed }, tx))) {
    throw new Problem("sign_in_expired");
  }
  return user;
}
