import { recordEvent } from "@/lib/features/audit/events";
import { confirmPassword, lockWithPassword } from "@/lib/features/password/change";
import { countWrongCode, takeSecondFactor } from "@/lib/features/second-factor/check";
import { wrongCode } from "@/lib/features/second-factor/enrolment";
import type { Method } from "@/lib/features/sessions/methods";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import type { User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { forgetCount, limits, throttled } from "@/lib/platform/rate-limit/limits";

/** What the owner proves it by: both, where the account has a second factor. */
export type Proofs = { password: string; code?: string | undefined };

/**
 * Lets the owner of a session prove who they are again, by all that a sign-in asks for. The session gets its
 * new secret only while the password is still the one that was checked: whoever has the old one must not
 * keep the session by it.
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
  if (!code) return confirm();
  const counted = { limit: limits.secondFactorByAccount, subject: owner.id };
  await throttled([counted], () =>
    confirm().catch(async (error) => {
      if (error instanceof Problem && error.code === "invalid") await countWrongCode(owner.id);
      throw error;
    }),
  );
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
