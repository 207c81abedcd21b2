import { recordEvent } from "@/lib/features/audit/events";
import { answerChallenge } from "@/lib/features/passkeys/challenges";
import { askForPasskey } from "@/lib/features/passkeys/options";
import { provePasskey } from "@/lib/features/passkeys/prove";
import { confirmPassword, lockWithPassword } from "@/lib/features/password/change";
import { countingCodes, takeSecondFactor } from "@/lib/features/second-factor/check";
import { wrongCode } from "@/lib/features/second-factor/enrolment";
import type { Method } from "@/lib/features/sessions/methods";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { hasPasskey } from "@/lib/platform/db/tables/sign-in/passkeys";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { forgetCount, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";

/** The owner's proof: both fields, where the account has a second factor. */
export type Proofs = { password: string; code?: string | undefined };

/**
 * Lets the owner of a session authenticate again, with everything that a sign-in asks for. The session gets
 * its new secret only while the password is still the one that was checked: somebody with the old one must
 * not keep the session by it.
 * @throws Problem as confirmPassword() does; invalid on `code`; password_changed; unauthenticated when the
 * session has ended
 */
export async function reauthenticate(
  owner: { id: string },
  { password, code }: Proofs,
  renewal: Renewal,
): Promise<void> {
  const record = await confirmPassword(owner, password, "password");
  const confirm = () =>
    transaction(async (tx) => {
      const user = await lockWithPassword(owner.id, record, tx);
      if (!user) throw new Problem("unauthenticated");
      await renew(renewal, ["password", ...(await secondProof(user, code, tx))], tx);
      await recordEvent("authn_token_created:confirmation", { subjectId: owner.id, on: tx });
    });
  await (code ? countingCodes(owner.id, confirm) : confirm());
}

const ceremonyOf = ({ userId, sessionId }: { userId: string; sessionId: string }) =>
  ({ purpose: "confirm", userId, boundTo: sessionId }) as const;

/** Asks the owner of a session for one of their passkeys. */
export const askAgainForPasskey = (session: { userId: string; sessionId: string }) =>
  askForPasskey(ceremonyOf(session));

/**
 * Lets the owner of a session authenticate again, by a passkey: it counts as everything that a sign-in asks
 * for. No new session begins.
 * @param sent the answer of the authenticator
 * @throws Problem invalid on `credential`; too_many_requests; unauthenticated when the session has ended
 */
export async function reauthenticateByPasskey(renewal: Renewal, sent: unknown): Promise<void> {
  const { userId } = renewal;
  const counted = { limit: limits.confirmByAccount, subject: userId };
  await throttled([counted], async () => {
    const answer = (challenge: string) => answerChallenge(challenge, ceremonyOf(renewal));
    const failure = "authn_login_fail:confirmation";
    const proved = await provePasskey(sent, { userId, answer, failure });
    if (!proved) {
      const message = t("passkey.failed");
      throw new Problem("invalid", { errors: [{ field: "credential", message }] });
    }
    await transaction(async (tx) => {
      const user = await lockUser(userId, tx);
      if (!user || !(await hasPasskey(userId, proved.passkeyId, tx))) {
        throw new Problem("unauthenticated");
      }
      await renew(renewal, ["passkey"], tx);
      await recordEvent("authn_token_created:confirmation", { subjectId: userId, on: tx });
    });
  });
  await forgetCount(counted);
}

async function secondProof(
  user: User,
  code: string | undefined,
  tx: Connection,
): Promise<Method[]> {
  if (!user.secondFactorAt) return [];
  const method = code ? await takeSecondFactor(user, code, tx) : null;
  if (!method) throw wrongCode();
  return [method];
}
