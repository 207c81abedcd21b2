import { recordEvent } from "@/lib/features/audit/events";
import type { Method } from "@/lib/features/sessions/methods";
import { unavailable } from "@/lib/platform/core/problem";
import { setActor } from "@/lib/platform/core/request-context";
import {
  countRecoveryCodes,
  takeRecoveryCode,
} from "@/lib/platform/db/tables/sign-in/recovery-codes";
import { acceptTotpStep, findTotp } from "@/lib/platform/db/tables/sign-in/totp";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { recoveryCodeUsedMail } from "@/lib/platform/mail/templates/second-factor";
import { hashRecoveryCode } from "./recovery-codes";
import { openTotpSecret, sealTotpSecret, stepOfCode } from "./totp-code";

const SIX_DIGITS = /^\d{6}$/;

/** The methods that are a second factor beside a password or a provider, or more than one by themselves. */
const SECOND_FACTORS: readonly Method[] = ["totp", "recovery", "passkey"];

/** Whether what was proved includes a second factor. */
export const hasSecondFactor = (methods: readonly Method[]): boolean =>
  methods.some((method) => SECOND_FACTORS.includes(method));

/**
 * Checks a code of the authenticator app, or a recovery code, and uses it up. Part of the caller's `tx`,
 * which has locked the user.
 * @returns which of the two it was; null when it is wrong or was used before, of which nobody is told
 * @throws Problem unavailable when the app's secret cannot be read: that is no "has none"
 */
export async function takeSecondFactor(
  user: User,
  typed: string,
  tx: Connection,
): Promise<Method | null> {
  const code = typed.replaceAll(/\s/g, "");
  if (SIX_DIGITS.test(code)) return (await takeTotp(user, code, tx)) ? "totp" : null;
  const codeHash = hashRecoveryCode(code);
  if (!codeHash || !(await takeRecoveryCode(user.id, codeHash, tx))) return null;
  setActor(user.id);
  await recordEvent("authn_token_revoked:recovery_code", { subjectId: user.id, on: tx });
  await queueMail(recoveryCodeUsedMail(user, await countRecoveryCodes(user.id, tx)), tx);
  return "recovery";
}

async function takeTotp({ id }: User, code: string, tx: Connection): Promise<boolean> {
  const totp = await findTotp(id, tx);
  if (!totp?.confirmedAt) return false;
  const secret = await openTotpSecret(id, totp.sealed);
  if (!secret) throw unavailable();
  const step = stepOfCode(secret, code, Date.now());
  if (step === null) return false;
  // Sealed again with the key of today, so that an older one can be dropped some day.
  return acceptTotpStep(id, step, { sealed: await sealTotpSecret(id, secret) }, tx);
}
