import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { answerChallenge } from "@/lib/features/passkeys/challenges";
import { askForPasskey } from "@/lib/features/passkeys/options";
import { provePasskey } from "@/lib/features/passkeys/prove";
import {
  countWrongCode,
  isCodeOfNeighbouringStep,
  isStopped,
  takeSecondFactor,
} from "@/lib/features/second-factor/check";
import { codeField } from "@/lib/features/second-factor/enrolment";
import { trustDays } from "@/lib/features/second-factor/trusted-browsers";
import { type Method, methodsOf } from "@/lib/features/sessions/methods";
import { env } from "@/lib/platform/config/env";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { countPasskeys } from "@/lib/platform/db/tables/sign-in/passkeys";
import {
  countPendingTry,
  findPendingSignIn,
  type PendingSignIn,
} from "@/lib/platform/db/tables/sign-in/pending-sign-ins";
import { findTotp } from "@/lib/platform/db/tables/sign-in/totp";
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
import { passkeyRefused } from "./passkey";

/** How many codes one pending sign-in allows. */
const MOST_TRIES = 5;

export const secondStepInput = z.object({ code: codeField });

/** A sign-in whose second proof was right: openSession() uses the pending one up. */
export type SecondStep = {
  user: User;
  methods: readonly Method[];
  remember: boolean;
  /** SHA-256 of the pending secret. */
  pending: string;
  passkey?: string;
  providerSid?: string;
};

type Used = { user: User; method: Method; passkey?: string };

/** How a second proof is checked and used up; null when it is wrong, which `refused` reports. */
type Check = {
  use: (pending: PendingSignIn) => Promise<Used | null>;
  refused: (userId: string) => Promise<Problem>;
  /** Whether what was wrong is no reason to warn the owner. */
  isHarmless?: (userId: string) => Promise<boolean>;
};

/**
 * Completes a pending sign-in by a code of the app, or a recovery code.
 * @param secret what the browser got after the first proof, or null
 * @throws Problem sign_in_expired when the pending sign-in is over; unauthenticated when the code is wrong;
 * too_many_requests; unavailable
 */
export const secondStep = (secret: string | null, code: string): Promise<SecondStep> =>
  completeBy(secret, {
    refused: async (userId) => {
      await countWrongCode(userId);
      const stopped = await isStopped(userId);
      const detail = () => t(stopped ? "fields.codesStopped" : "fields.codeWrong");
      return new Problem("unauthenticated", { detail });
    },
    isHarmless: (userId) => isCodeOfNeighbouringStep(userId, code),
    use: ({ userId }) =>
      transaction(async (tx) => {
        const user = await lockUser(userId, tx);
        if (!user || user.disabledAt) throw new Problem("sign_in_expired");
        const method = await takeSecondFactor(user, code, tx);
        return method && { user, method };
      }),
  });

/** The same by a passkey of the account. @param sent the answer of the authenticator */
export const secondStepByPasskey = (secret: string | null, sent: unknown): Promise<SecondStep> =>
  completeBy(secret, {
    refused: async () => passkeyRefused(),
    use: async (pending) => {
      const { userId } = pending;
      const answer = (challenge: string) => answerChallenge(challenge, ceremonyOf(pending));
      const failure = "authn_login_fail:passkey";
      const proved = await provePasskey(sent, { userId, answer, failure });
      return proved && { user: proved.user, method: "passkey", passkey: proved.passkeyId };
    },
  });

/**
 * Checks the second proof of a pending sign-in. Failures are counted by account across factors and pages;
 * the right password does not clear that count.
 */
async function completeBy(
  secret: string | null,
  { use, refused, isHarmless }: Check,
): Promise<SecondStep> {
  const pending = await pendingBy(secret);
  if (!pending) throw new Problem("sign_in_expired");
  const { userId, secretHash } = pending;
  const counted = { limit: limits.secondFactorByAccount, subject: userId };
  const proved = await throttled([counted], async () => {
    if (!(await countPendingTry(secretHash, MOST_TRIES))) throw new Problem("sign_in_expired");
    const used = await use(pending);
    if (used) return used;
    await recordEvent("authn_login_fail:second_factor", { subjectId: userId });
    if (!(await isHarmless?.(userId))) await tellOfWrongCode(userId);
    throw await refused(userId);
  });
  await forgetCount(counted);
  return {
    user: proved.user,
    methods: [...methodsOf(pending.methods), proved.method],
    remember: pending.remember,
    pending: secretHash,
    ...(proved.passkey && { passkey: proved.passkey }),
    ...(pending.providerSid && { providerSid: pending.providerSid }),
  };
}

const ceremonyOf = ({ userId, secretHash }: PendingSignIn) =>
  ({ purpose: "second-factor", userId, boundTo: secretHash }) as const;

/** The pending sign-in of a browser; null when it has none, or it has ended. */
const pendingBy = async (secret: string | null) =>
  secret === null ? null : findPendingSignIn(hashSecret(secret));

/** What the account of a pending sign-in can be asked for; a code where there is no such sign-in. */
export async function factorsToAsk(
  secret: string | null,
): Promise<{ app: boolean; passkey: boolean }> {
  const pending = await pendingBy(secret);
  if (!pending) return { app: true, passkey: false };
  return factorsOf(pending.userId);
}

/** What an account has for a sign-in to ask for, besides recovery codes. */
export async function factorsOf(userId: string): Promise<{ app: boolean; passkey: boolean }> {
  const [totp, passkeys] = await Promise.all([findTotp(userId), countPasskeys(userId)]);
  return { app: Boolean(totp?.confirmedAt), passkey: passkeys > 0 };
}

/** Asks a pending sign-in for a passkey of its account. @throws Problem sign_in_expired */
export async function askForSecondPasskey(secret: string | null) {
  const pending = await pendingBy(secret);
  if (!pending) throw new Problem("sign_in_expired");
  const counted = { limit: limits.passkeyByAccount, subject: pending.userId };
  return throttled([counted], () => askForPasskey(ceremonyOf(pending)));
}

/** Somebody who gets this far has the first factor: the owner is notified, once an hour. */
async function tellOfWrongCode(userId: string): Promise<void> {
  await throttledSilently({ limit: limits.wrongCodeByRecipient, subject: userId }, () =>
    transaction(async (tx) => {
      const user = await lockUser(userId, tx);
      if (user) await queueMail(wrongCodeMail(user), tx);
    }),
  );
}

/**
 * For how many days the browser of a pending sign-in can be trusted.
 * @param secret what the browser got after the first proof, or null
 * @returns 0 where it cannot
 */
export async function trustDaysOf(secret: string | null): Promise<number> {
  if (env.TRUSTED_BROWSER_DAYS === 0 || secret === null) return 0;
  const pending = await findPendingSignIn(hashSecret(secret));
  const user = pending && (await findUser(pending.userId));
  return user ? trustDays(user.role) : 0;
}
