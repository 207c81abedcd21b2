import { z } from "zod";
import { usableProviders } from "@/lib/features/account-security/usable-providers";
import { hasCodes } from "@/lib/features/account-security/ways-in";
import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { emailField } from "@/lib/features/input/email-address";
import { newPasswordField } from "@/lib/features/input/fields";
import { issueToken, redeemToken, refuseLink, tokenField } from "@/lib/features/links/links";
import { lookAtLink } from "@/lib/features/links/look-at-link";
import { countingCodes, takeSecondFactor } from "@/lib/features/second-factor/check";
import { wrongCode } from "@/lib/features/second-factor/enrolment";
import { knownDevice, rememberDevice } from "@/lib/features/sessions/devices";
import { Problem } from "@/lib/platform/core/problem";
import { DAY_MS } from "@/lib/platform/core/time";
import { listIdentities } from "@/lib/platform/db/tables/sign-in/identities";
import { listPasskeys } from "@/lib/platform/db/tables/sign-in/passkeys";
import { replaceTokens } from "@/lib/platform/db/tables/tokens";
import { lockUserByEmail, markEmailVerified, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { resetPasswordPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { queueMail, queueRequest } from "@/lib/platform/mail/outbox";
import { newPasswordRequiredMail } from "@/lib/platform/mail/templates/new-password-required";
import { accountMadeMail } from "@/lib/platform/mail/templates/people/account-made";
import { resetPasswordMail } from "@/lib/platform/mail/templates/reset-password";
import {
  byRecipient,
  forgetCount,
  limits,
  throttledSilently,
} from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import { refuseWeak, replacePassword } from "./change";
import { hashPassword } from "./hash";

const PURPOSE = "reset-password";

export const forgotPasswordInput = z.object({ email: emailField });
export const resetPasswordInput = z.object({
  token: tokenField,
  password: newPasswordField,
  /** A code of the second factor, where the account has one. */
  code: z.string().trim().max(64).optional(),
});

/**
 * Requests a reset link. The outbox worker checks later whether the address has an account: here every
 * address costs the same and gets the same answer. Source: OWASP Forgot Password Cheat Sheet.
 * @param device the cookie of the browser: a known browser has its own count, so that somebody who floods
 * the address does not keep its owner from the link
 */
export async function requestReset(email: string, device = ""): Promise<void> {
  const { resetByRecipient } = limits;
  const known = await knownDevice(device, email);
  const counted =
    known === null
      ? byRecipient(resetByRecipient, email)
      : { limit: resetByRecipient, subject: `${email} ${known}` };
  await throttledSilently(counted, () => queueRequest({ kind: "reset-password", email }));
}

/**
 * Answers a request: mails a link to the account with that address, if there is one that can sign in. Part
 * of the worker's transaction.
 * @returns whether there is
 */
export async function queueResetLink(email: string, tx: Connection): Promise<boolean> {
  const user = await lockUserByEmail(email, tx);
  if (!user || user.disabledAt) return false;
  await queueMail(resetPasswordMail(user, await newLink(user, tx)), tx);
  await recordEvent("authn_token_created:reset_password", {
    subjectId: user.id,
    on: tx,
  });
  return true;
}

/** Asks a user to set a new password, with the link for it. Part of the caller's `tx`. */
export async function requiredResetMail(user: User, tx: Connection): Promise<Message> {
  return newPasswordRequiredMail(user, await newLink(user, tx));
}

/** How long somebody can take to accept an account that was created for them. */
const WELCOME_DAYS = 7;

/**
 * Tells somebody that an account was created for them, and mails the link that sets its password and also
 * confirms the address. Part of the caller's `tx`.
 */
export async function queueWelcome(user: User, tx: Connection): Promise<void> {
  await replaceTokens(user.id, PURPOSE, tx);
  const secret = await issueToken(PURPOSE, user.id, user.email, tx, WELCOME_DAYS * DAY_MS);
  await queueMail(accountMadeMail(user, secret, WELCOME_DAYS), tx);
}

/**
 * Creates a link for a new password that is not mailed: the operator passes it on. Part of the caller's
 * `tx`.
 * @returns its path
 * @throws Problem account_disabled
 */
export async function resetLinkOf(user: User, tx: Connection): Promise<string> {
  if (user.disabledAt) throw new Problem("account_disabled");
  const secret = await newLink(user, tx);
  await recordEvent("authn_token_created:reset_password", { subjectId: user.id, on: tx });
  return resetPasswordPath(secret);
}

async function newLink(user: User, tx: Connection): Promise<string> {
  await replaceTokens(user.id, PURPOSE, tx);
  return issueToken(PURPOSE, user.id, user.email, tx);
}

type Reset = {
  user: User;
  device: string;
  /** What the passkeys are called. */
  passkeys: string[];
  /** The providers of identities, as they are stored. */
  providers: string[];
};

/**
 * Sets a new password by a mailed link, and ends every session and API token. Signs nobody in. The link
 * proves that its user reads the mail of that address, so an unverified address becomes verified, and the
 * browser becomes a known one of the account: other people's guesses cannot keep its owner waiting.
 * @returns whose password it is, the secret for the browser to keep, and what else still signs in: a thief may
 * have added it
 * @throws Problem invalid when the link no longer works, or the password is refused, or the code is wrong;
 * too_many_requests; unavailable when the app's secret cannot be opened; as hashPassword() does
 */
export async function resetPassword({
  token,
  password,
  code,
}: z.infer<typeof resetPasswordInput>): Promise<Reset> {
  // Checked first: a refused password must not use up the link, nor an expired link cost a hash.
  const { state, owner } = await lookAtLink(PURPOSE, token);
  if (state !== "works" || !owner) return refuseLink(PURPOSE, token);
  refuseWeak(password, owner, "password");
  const asks = await asksForCode(owner);
  if (asks && !code) {
    throw new Problem("invalid", { errors: [{ field: "code", message: t("fields.code") }] });
  }
  const hash = await hashPassword(password);
  const set = () => transaction((tx) => setByLink({ token, hash, code: asks ? code : "" }, tx));
  const done = asks ? await countingCodes(owner.id, set) : await set();
  if (!done) return refuseLink(PURPOSE, token);
  // Other people's guesses must not keep the owner waiting.
  await forgetCount({ limit: limits.signInByAccount, subject: done.user.email });
  return done;
}

/**
 * Whether a reset requires a code, too: the mailbox alone must not be enough where a password alone is not.
 * An account without any codes passes, because its second factor is asked for at the next sign-in. Only the
 * holder of the link learns this. Source: NIST SP 800-63B-4, 4.2; OWASP ASVS 5.0, 6.4.3.
 */
export const asksForCode = async (owner: User): Promise<boolean> =>
  owner.secondFactorAt !== null && (await hasCodes(owner.id));

/** @param code "" where none is required */
async function setByLink(
  { token, hash, code = "" }: { token: string; hash: string; code: string | undefined },
  tx: Connection,
): Promise<Reset | null> {
  const redeemed = await redeemToken(PURPOSE, token, tx);
  if (!redeemed) return null;
  const { user, email } = redeemed;
  if (user.email !== email) return null;
  if (code && !(await takeSecondFactor(user, code, tx))) throw wrongCode();
  if (!user.emailVerified) {
    await markEmailVerified(user.id, tx);
    await recordEvent("user_updated:email_verified", { subjectId: user.id, on: tx });
    await hooks().accountVerified?.(user, tx);
  }
  await replacePassword(
    user,
    hash,
    { keepSession: null, endTokens: true, forgetDevices: true },
    tx,
  );
  const passkeys = user.secondFactorAt ? await listPasskeys(user.id, tx) : [];
  const usable = usableProviders();
  const identities = await listIdentities(user.id, tx);
  const providers = identities.map(({ provider }) => provider);
  return {
    user,
    device: await rememberDevice(user, null, tx),
    passkeys: passkeys.map(({ name }) => name),
    providers: [...new Set(providers)].filter((provider) => usable.includes(provider)),
  };
}
