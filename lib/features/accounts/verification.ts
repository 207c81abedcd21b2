import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { emailField } from "@/lib/features/input/email-address";
import { issueToken, redeemToken, refuseLink, tokenField } from "@/lib/features/links/links";
import { replaceTokens } from "@/lib/platform/db/tables/tokens";
import { lockUserByEmail, markEmailVerified, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { queueMail, queueRequest } from "@/lib/platform/mail/outbox";
import { verifyEmailMail } from "@/lib/platform/mail/templates/verify-email";
import { byRecipient, limits, throttledSilently } from "@/lib/platform/rate-limit/limits";

const PURPOSE = "verify-email";

export const verifyEmailInput = z.object({
  token: tokenField,
});
export const resendInput = z.object({ email: emailField });

/**
 * Mails a new verification link to an unverified user, and cancels the earlier ones. Part of `tx`; the
 * caller counts it against the limit first.
 */
export async function queueVerification(user: User, tx: Connection): Promise<void> {
  await replaceTokens(user.id, PURPOSE, tx);
  const secret = await issueToken(PURPOSE, user.id, user.email, tx);
  await queueMail(verifyEmailMail(user, secret), tx);
}

/** Sends the link again to an unconfirmed address. The caller learns nothing either way. */
export async function resendVerification(email: string): Promise<void> {
  await throttledSilently(byRecipient(limits.resendByRecipient, email), () =>
    queueRequest({ kind: "verify-email", email }),
  );
}

/**
 * Answers a request: mails a new link to the account with that address, if it is unconfirmed.
 * @returns whether it was
 */
export async function queueVerificationAgain(email: string, tx: Connection): Promise<boolean> {
  const user = await lockUserByEmail(email, tx);
  if (!user || user.emailVerified || user.disabledAt) return false;
  await queueVerification(user, tx);
  return true;
}

/**
 * Uses a verification link up. Signs nobody in: the holder of the link has the mail, not the password.
 * @throws Problem invalid when the link is unknown, used, replaced by a newer one, or over a day old
 */
export async function verifyEmail(secret: string): Promise<void> {
  const done = await transaction((tx) => verify(secret, tx));
  if (!done) await refuseLink(PURPOSE, secret);
}

async function verify(secret: string, tx: Connection): Promise<boolean> {
  const redeemed = await redeemToken(PURPOSE, secret, tx);
  if (!redeemed || redeemed.user.email !== redeemed.email) return false;
  await markEmailVerified(redeemed.user.id, tx);
  await recordEvent("user_updated:email_verified", { subjectId: redeemed.user.id, on: tx });
  if (!redeemed.user.emailVerified) await hooks().accountVerified?.(redeemed.user, tx);
  return true;
}
