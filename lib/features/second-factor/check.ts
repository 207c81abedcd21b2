import { recordEvent } from "@/lib/features/audit/events";
import type { Method } from "@/lib/features/sessions/methods";
import { Problem, unavailable } from "@/lib/platform/core/problem";
import { setActor } from "@/lib/platform/core/request-context";
import {
  countRecoveryCodes,
  takeRecoveryCode,
} from "@/lib/platform/db/tables/sign-in/recovery-codes";
import {
  acceptTotpStep,
  countTotpFailure,
  findTotp,
  forgetTotpFailures,
} from "@/lib/platform/db/tables/sign-in/totp";
import { lockUser, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import {
  codesStoppedMail,
  recoveryCodeUsedMail,
} from "@/lib/platform/mail/templates/second-factor";
import { forgetCount, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { hashRecoveryCode } from "./recovery-codes";
import { openTotpSecret, sealTotpSecret, stepOfCode } from "./totp-code";

/**
 * After this many wrong codes in a row the app's codes are no longer accepted. At 0.0003 % a try, an
 * attacker has then had one chance in 3 000. Source: NIST SP 800-63B-4, 3.2.2.
 */
const MOST_FAILURES = 100;

const SIX_DIGITS = /^\d{6}$/;
const withoutSpaces = (typed: string) => typed.replaceAll(/\s/g, "");

/** The methods that are a second factor beside a password or a provider, or more than one on their own. */
const SECOND_FACTORS: readonly Method[] = ["totp", "recovery", "passkey"];

/** Whether the proofs include a second factor. */
export const hasSecondFactor = (methods: readonly Method[]): boolean =>
  methods.some((method) => SECOND_FACTORS.includes(method));

/**
 * Checks a code of the authenticator app, or a recovery code, and uses it up. Part of the caller's `tx`,
 * which has locked the user.
 * @returns which of the two it was; null when it is wrong or was used before: the caller does not learn
 * which
 * @throws Problem unavailable when the app's secret cannot be opened: that does not count as "has none"
 */
export async function takeSecondFactor(
  user: User,
  typed: string,
  tx: Connection,
): Promise<Method | null> {
  const code = withoutSpaces(typed);
  if (SIX_DIGITS.test(code)) return (await takeTotp(user, code, tx)) ? "totp" : null;
  const codeHash = hashRecoveryCode(code);
  if (!codeHash || !(await takeRecoveryCode(user.id, codeHash, tx))) return null;
  setActor(user.id);
  await forgetTotpFailures(user.id, tx);
  await recordEvent("authn_token_revoked:recovery_code", { subjectId: user.id, on: tx });
  await queueMail(recoveryCodeUsedMail(user, await countRecoveryCodes(user.id, tx)), tx);
  return "recovery";
}

async function takeTotp({ id }: User, code: string, tx: Connection): Promise<boolean> {
  const totp = await findTotp(id, tx);
  if (!totp?.confirmedAt || totp.failures >= MOST_FAILURES) return false;
  const secret = await openTotpSecret(id, totp.sealed);
  if (!secret) throw unavailable();
  const step = stepOfCode(secret, code, Date.now());
  if (step === null) return false;
  // Resealed with the current key, so that an older one can be removed some day.
  return acceptTotpStep(id, step, await sealTotpSecret(id, secret), tx);
}

/**
 * Whether a refused code is the app's for the 30 seconds before or after these, and was never used: its owner
 * typed slowly, or a clock differs. A stranger does not guess one.
 */
export async function isCodeOfNeighbouringStep(userId: string, typed: string): Promise<boolean> {
  const code = withoutSpaces(typed);
  const totp = SIX_DIGITS.test(code) && (await findTotp(userId));
  const secret = totp && (await openTotpSecret(userId, totp.sealed));
  if (!totp || !secret) return false;
  return (stepOfCode(secret, code, Date.now(), 1) ?? 0) > totp.lastStep;
}

/**
 * Counts a wrong code. At the hundredth in a row the owner is notified that the app's codes are no longer
 * accepted, and what still is: a recovery code, which resets the count.
 */
export async function countWrongCode(userId: string): Promise<void> {
  await transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user || (await countTotpFailure(userId, tx)) !== MOST_FAILURES) return;
    await recordEvent("authn_login_lock:second_factor", { subjectId: userId, on: tx });
    await queueMail(codesStoppedMail(user), tx);
  });
}

/**
 * Does what takes a code, within the limit of all codes of an account. A wrong one is counted, on whichever
 * page it was typed; a right one forgets that limit's count.
 * @param work throws Problem invalid where the code is wrong
 * @throws Problem too_many_requests, and what `work` throws
 */
export async function countingCodes<T>(userId: string, work: () => Promise<T>): Promise<T> {
  const counted = { limit: limits.secondFactorByAccount, subject: userId };
  const done = await throttled([counted], () =>
    work().catch(async (error) => {
      if (error instanceof Problem && error.code === "invalid") await countWrongCode(userId);
      throw error;
    }),
  );
  await forgetCount(counted);
  return done;
}

/** Whether the app's codes are no longer accepted. */
export const isStopped = async (userId: string): Promise<boolean> =>
  ((await findTotp(userId))?.failures ?? 0) >= MOST_FAILURES;
