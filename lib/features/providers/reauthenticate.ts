import { recordEvent } from "@/lib/features/audit/events";
import { countingCodes, takeSecondFactor } from "@/lib/features/second-factor/check";
import { codeField, wrongCode } from "@/lib/features/second-factor/enrolment";
import type { Method } from "@/lib/features/sessions/methods";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { findIdentityOwner } from "@/lib/platform/db/tables/sign-in/identities";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";
import type { Identity } from "./identity";

/**
 * Checks and uses up the second factor of a user who is sent to a provider to authenticate again: both
 * count when they come back.
 * @throws Problem invalid on `code`; too_many_requests; unauthenticated; unavailable
 */
export async function takeFactorFirst(userId: string, code: unknown): Promise<Method> {
  const typed = codeField.safeParse(code);
  if (!typed.success) throw wrongCode();
  return countingCodes(userId, () =>
    transaction(async (tx) => {
      const user = await lockUser(userId, tx);
      if (!user) throw new Problem("unauthenticated");
      const taken = await takeSecondFactor(user, typed.data, tx);
      if (!taken) throw wrongCode();
      return taken;
    }),
  );
}

/**
 * Lets the owner of a session authenticate again through one of their identities, for which they had to
 * authenticate again at the provider.
 * @param proof.shownAt seconds since 1970 at which they did so, as the provider says; null where it does
 * not
 * @param proof.since seconds since 1970 at which they were sent there
 * @throws Problem not_shown_again; identity_taken when the identity is not theirs; second_factor_required;
 * unauthenticated when the session has ended
 */
export async function reauthenticateBy(
  identity: Identity,
  { shownAt, since, factor }: { shownAt: number | null; since: number; factor: Method | null },
  renewal: Renewal,
): Promise<void> {
  // Clocks differ.
  if (shownAt === null || shownAt < since - SKEW_S) throw new Problem("not_shown_again");
  const { userId } = renewal;
  await transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user) throw new Problem("unauthenticated");
    if ((await findIdentityOwner(identity, tx)) !== userId) {
      throw new Problem("identity_taken", { detail: () => t("providers.notYours") });
    }
    if (user.secondFactorAt && !factor) throw new Problem("second_factor_required");
    await renew(renewal, factor ? ["provider", factor] : ["provider"], tx);
    await recordEvent("authn_token_created:confirmation", { subjectId: userId, on: tx });
  });
}

const SKEW_S = 60;
