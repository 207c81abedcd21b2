import { lockWithPassword } from "@/lib/features/password/change";
import { hasSecondFactor } from "@/lib/features/second-factor/check";
import { type Method, storedMethods } from "@/lib/features/sessions/methods";
import { Problem } from "@/lib/platform/core/problem";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { createPendingSignIn } from "@/lib/platform/db/tables/sign-in/pending";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";

/** How long the second proof may take. */
export const PENDING_MS = 10 * MINUTE_MS;

/** Who wants in, and what they have shown for it so far. */
export type Proof = {
  user: { id: string; secondFactorAt?: Date | null };
  methods: readonly Method[];
  remember: boolean;
  /** The stored password record that was checked; undefined where it was not a password. */
  record?: string | undefined;
};

/** What follows a proof: the sign-in is done, or a second factor is asked for. */
export type Step = { done: true } | { next: "second-factor"; pending: string };

/**
 * Decides what follows a proof, whatever it was: every way in comes through here. An account without a
 * second factor costs nothing.
 * @returns `pending`: a secret for the browser, which the second proof is sent with. It opens nothing
 * @throws Problem unauthenticated when the account is gone or disabled meanwhile; password_changed
 */
export async function begin({ user, methods, remember, record }: Proof): Promise<Step> {
  if (!user.secondFactorAt || hasSecondFactor(methods)) return { done: true };
  const pending = newSecret();
  await transaction(async (tx) => {
    await lockProved(user.id, record, tx);
    await createPendingSignIn(
      {
        secretHash: hashSecret(pending),
        userId: user.id,
        methods: storedMethods(methods),
        remember,
        expiresAt: new Date(Date.now() + PENDING_MS),
      },
      tx,
    );
  });
  return { next: "second-factor", pending };
}

/**
 * Takes an account for this transaction, if what was proved still counts.
 * @param record the password record that was checked; undefined where it was not a password
 * @throws Problem unauthenticated when the account is gone or disabled meanwhile; password_changed
 */
export async function lockProved(
  userId: string,
  record: string | undefined,
  tx: Connection,
): Promise<User> {
  const user =
    record === undefined ? await lockUser(userId, tx) : await lockWithPassword(userId, record, tx);
  if (!user || user.disabledAt) throw new Problem("unauthenticated");
  return user;
}
