import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { countWrongCode, isStopped, takeSecondFactor } from "@/lib/features/second-factor/check";
import { codeField } from "@/lib/features/second-factor/enrolment";
import { trustDays } from "@/lib/features/second-factor/trusted-browsers";
import { type Method, methodsOf } from "@/lib/features/sessions/methods";
import { env } from "@/lib/platform/config/env";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { countPendingTry, findPendingSignIn } from "@/lib/platform/db/tables/sign-in/pending";
import { findUser, lockUser, type User } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { wrongCodeMail } from "@/lib/platform/mail/templates/second-factor";
import {
  forgetCount,
  limits,
  throttled,
  throttledSilently,
} from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";

/** Codes that one pending sign-in takes. */
const MOST_TRIES = 5;

export const secondStepInput = z.object({ code: codeField });

/** A sign-in whose second proof was right: openSession() uses the pending one up. */
export type SecondStep = {
  user: User;
  methods: readonly Method[];
  remember: boolean;
  /** SHA-256 of the pending secret. */
  pending: string;
};

/**
 * Checks the second proof of a pending sign-in, and uses the code up. Failures are counted by account over
 * all factors and pages; the right password does not clear that count.
 * @param secret what the browser was given by the first proof, or null
 * @throws Problem sign_in_expired when the pending sign-in is over; unauthenticated when the code is wrong;
 * too_many_requests; unavailable
 */
export async function secondStep(secret: string | null, code: string): Promise<SecondStep> {
  const pending = secret === null ? null : await findPendingSignIn(hashSecret(secret));
  if (!pending) throw new Problem("sign_in_expired");
  const { userId, secretHash } = pending;
  const counted = { limit: limits.secondFactorByAccount, subject: userId };
  const proved = await throttled([counted], async () => {
    if (!(await countPendingTry(secretHash, MOST_TRIES))) throw new Problem("sign_in_expired");
    const used = await transaction(async (tx) => {
      const user = await lockUser(userId, tx);
      if (!user || user.disabledAt) throw new Problem("sign_in_expired");
      const method = await takeSecondFactor(user, code, tx);
      return method && { user, method };
    });
    if (used) return used;
    await countWrongCode(userId);
    await tellOfWrongCode(userId);
    const stopped = await isStopped(userId);
    throw new Problem("unauthenticated", {
      detail: () => t(stopped ? "fields.codesStopped" : "fields.codeWrong"),
    });
  });
  await forgetCount(counted);
  return {
    user: proved.user,
    methods: [...methodsOf(pending.methods), proved.method],
    remember: pending.remember,
    pending: secretHash,
  };
}

/** Whoever gets as far as this has the first factor: the owner is told, once an hour. */
async function tellOfWrongCode(userId: string): Promise<void> {
  await recordEvent("authn_login_fail:second_factor", { subjectId: userId });
  await throttledSilently({ limit: limits.wrongCodeByRecipient, subject: userId }, () =>
    transaction(async (tx) => {
      const user = await lockUser(userId, tx);
      if (user) await queueMail(wrongCodeMail(user), tx);
    }),
  );
}

/**
 * For how many days the browser of a pending sign-in can be trusted.
 * @param secret what the browser was given by the first proof, or null
 * @returns 0 where it cannot
 */
export async function trustDaysOf(secret: string | null): Promise<number> {
  if (env.TRUSTED_BROWSER_DAYS === 0 || secret === null) return 0;
  const pending = await findPendingSignIn(hashSecret(secret));
  const user = pending && (await findUser(pending.userId));
  return user ? trustDays(user.role) : 0;
}
