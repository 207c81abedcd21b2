import { z } from "zod";
import { credentialChanged } from "@/lib/features/account-security/credential-changed";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { methodsOf } from "@/lib/features/sessions/methods";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { Problem } from "@/lib/platform/core/problem";
import { findMethods } from "@/lib/platform/db/tables/sessions";
import {
  countRecoveryCodes,
  hasUnsavedRecoveryCodes,
  markRecoveryCodesSaved,
} from "@/lib/platform/db/tables/sign-in/recovery-codes";
import { acceptTotpStep, beginTotp, findTotp } from "@/lib/platform/db/tables/sign-in/totp";
import { lockUser, setSecondFactor, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import {
  recoveryCodesReplacedMail,
  secondFactorOnMail,
} from "@/lib/platform/mail/templates/second-factor";
import { forgetCount, limits, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import { giveRecoveryCodes } from "./recovery-codes";
import { newTotpSecret, openTotpSecret, sealTotpSecret, stepOfCode, totpUri } from "./totp-code";

/** What is shown of an account's second factor. */
export const secondFactorView = z.object({
  enabled: z.boolean(),
  /** ISO 8601. */
  since: z.iso.datetime().nullable(),
  /** How many are left. */
  recoveryCodes: z.int().min(0),
  /** Whether the owner has confirmed that they are saved. */
  recoveryCodesSaved: z.boolean(),
});

/** What an authenticator app needs to know. */
export const enrolmentView = z.object({ secret: z.string(), uri: z.string() });

/** How a code is typed: six digits, or a recovery code with or without its dashes. */
export const codeField = z
  .string({ error: () => t("fields.code") })
  .trim()
  .min(1, { error: () => t("fields.code") })
  .max(64, { error: () => t("fields.code") });

/** An account's second factor, for its owner. */
export async function secondFactorOf(userId: string): Promise<z.infer<typeof secondFactorView>> {
  const [totp, recoveryCodes, unsaved] = await Promise.all([
    findTotp(userId),
    countRecoveryCodes(userId),
    hasUnsavedRecoveryCodes(userId),
  ]);
  const since = totp?.confirmedAt?.toISOString() ?? null;
  const recoveryCodesSaved = recoveryCodes > 0 && !unsaved;
  return { enabled: since !== null, since, recoveryCodes, recoveryCodesSaved };
}

/**
 * Begins to set up an authenticator app. Sign-ins ask for nothing until one of its codes has been given.
 * @throws Problem second_factor_on; unauthenticated when the session has ended in the meantime
 */
export async function beginEnrolment(
  asking: AskingSession,
): Promise<z.infer<typeof enrolmentView>> {
  const secret = newTotpSecret();
  const sealed = await sealTotpSecret(asking.userId, secret);
  return transaction(async (tx) => {
    const user = await lockCaller(asking, tx);
    await requireNoApp(user, tx);
    await beginTotp(user.id, sealed, tx);
    return { secret, uri: totpUri(secret, user.email) };
  });
}

/** An unfinished set-up, shown again; null where there is none, or it cannot be opened. */
export async function enrolmentOf(owner: {
  id: string;
  email: string;
}): Promise<z.infer<typeof enrolmentView> | null> {
  const totp = await findTotp(owner.id);
  const secret = totp && !totp.confirmedAt && (await openTotpSecret(owner.id, totp.sealed));
  return secret ? { secret, uri: totpUri(secret, owner.email) } : null;
}

/**
 * Completes the set-up by a code of the app. From now on a sign-in asks for one; every other session ends.
 * @param renewal of the caller's session
 * @returns the recovery codes, which cannot be read again
 * @throws Problem invalid on `code`; second_factor_on; too_many_requests; unauthenticated
 */
export async function completeEnrolment(renewal: Renewal, code: string): Promise<string[]> {
  const { userId } = renewal;
  const counted = { limit: limits.secondFactorByAccount, subject: userId };
  const codes = await throttled([counted], () =>
    transaction(async (tx) => {
      const user = await lockUser(userId, tx);
      if (!user) throw new Problem("unauthenticated");
      await requireNoApp(user, tx);
      const confirmedAt = renewal.now;
      if (!(await confirmTotp(user, code, confirmedAt, tx))) throw wrongCode();
      if (!user.secondFactorAt) await setSecondFactor(userId, confirmedAt, tx);
      const before = methodsOf(await findMethods(renewal.sessionId, tx));
      await renew(renewal, [...new Set([...before, "totp"] as const)], tx);
      const change = { event: "authn_token_created:totp", mail: secondFactorOnMail(user) } as const;
      await credentialChanged(user, { ...change, keepSession: renewal.sessionId }, tx);
      return giveRecoveryCodes(userId, tx);
    }),
  );
  await forgetCount(counted);
  return codes;
}

/** @throws Problem second_factor_on */
async function requireNoApp({ id }: User, tx: Connection): Promise<void> {
  if ((await findTotp(id, tx))?.confirmedAt) throw new Problem("second_factor_on");
}

async function confirmTotp(
  { id }: User,
  code: string,
  confirmedAt: Date,
  tx: Connection,
): Promise<boolean> {
  const totp = await findTotp(id, tx);
  const secret = totp && (await openTotpSecret(id, totp.sealed));
  const step = secret ? stepOfCode(secret, code.replaceAll(/\s/g, ""), Date.now()) : null;
  if (!totp || step === null) return false;
  return acceptTotpStep(id, step, { confirmedAt }, tx);
}

/** The problem of a wrong code. */
export const wrongCode = (): Problem =>
  new Problem("invalid", { errors: [{ field: "code", message: t("fields.codeWrong") }] });

/**
 * Records that the owner has saved the recovery codes. @throws Problem second_factor_off; unauthenticated
 */
export function saveRecoveryCodes(asking: AskingSession): Promise<void> {
  return transaction(async (tx) => {
    const { id } = await lockCaller(asking, tx);
    if (!(await markRecoveryCodesSaved(id, new Date(), tx))) throw new Problem("second_factor_off");
  });
}

/**
 * Gives the owner new recovery codes; the old ones stop working at once.
 * @throws Problem second_factor_off; unauthenticated
 */
export function renewRecoveryCodes(renewal: Renewal): Promise<string[]> {
  return transaction(async (tx) => {
    const user = await lockUser(renewal.userId, tx);
    if (!user) throw new Problem("unauthenticated");
    if (!user.secondFactorAt) throw new Problem("second_factor_off");
    await renew(renewal, null, tx);
    const event = "authn_token_created:recovery_codes";
    const change = { event, mail: recoveryCodesReplacedMail(user) } as const;
    await credentialChanged(user, { ...change, keepSession: renewal.sessionId }, tx);
    return giveRecoveryCodes(user.id, tx);
  });
}
