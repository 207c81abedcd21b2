import { z } from "zod";
import { hashSecret, newSecret } from "@/lib/crypto/secret";
import { consumeToken, createToken, deleteTokens, findToken } from "@/lib/db/tokens";
import { type Connection, transaction } from "@/lib/db/transaction";
import { findUserByEmail, lockUser, markEmailVerified, type User } from "@/lib/db/users";
import { Problem } from "@/lib/http/problem";
import { queueMail, wakeOutbox } from "@/lib/mail/outbox";
import { verifyEmailMail } from "@/lib/mail/templates";
import { recordEvent } from "./audit";
import { emailField } from "./email";
import { limitByAddress, limits, mayMail } from "./limits";

const PURPOSE = "verify-email";
const VALID_MS = 24 * 60 * 60_000;

export const verifyEmailInput = z.object({
  token: z.string("Open the link in your mail.").max(100),
});
export const resendInput = z.object({ email: emailField });

/**
 * Mails a fresh verification link to an unverified user, and voids the earlier ones. Part of
 * `tx`; the caller asks `mayMail` before and wakes the outbox after.
 */
export async function queueVerification(user: User, tx: Connection): Promise<void> {
  const secret = newSecret();
  await deleteTokens(user.id, PURPOSE, tx);
  await createToken(
    {
      secretHash: hashSecret(secret),
      purpose: PURPOSE,
      userId: user.id,
      email: user.email,
      expiresAt: new Date(Date.now() + VALID_MS),
    },
    tx,
  );
  await queueMail(verifyEmailMail(user, secret), tx);
}

/** Sends the link again, to an address that waits for it. The caller learns nothing either way. */
export async function resendVerification(email: string): Promise<void> {
  await limitByAddress(limits.resendByAddress);
  if (!(await mayMail(limits.resendByRecipient, email))) return;
  const user = await findUserByEmail(email);
  if (user) await transaction((tx) => queueVerificationAgain(user.id, tx));
  wakeOutbox();
}

/** Mails a user a fresh link, if they still wait for one. */
export async function queueVerificationAgain(userId: string, tx: Connection): Promise<void> {
  const user = await lockUser(userId, tx);
  if (user && !user.emailVerified && !user.disabledAt) await queueVerification(user, tx);
}

/**
 * Uses a verification link up. Signs nobody in: who holds the link has the mail, not the password.
 * @throws Problem invalid when the link is unknown, used, replaced by a newer one, or over a day old
 */
export async function verifyEmail(secret: string): Promise<void> {
  await limitByAddress(limits.verifyByAddress);
  const done = await transaction(async (tx) => {
    const token = await findToken(hashSecret(secret), PURPOSE, tx);
    const user = token && (await lockUser(token.userId, tx));
    if (!user || user.email !== token.email) return false;
    if (!(await consumeToken(hashSecret(secret), PURPOSE, tx))) return false;
    await markEmailVerified(user.id, tx);
    await recordEvent("user_verified", user.id, tx);
    return true;
  });
  if (!done) {
    throw new Problem("invalid", {
      detail: "This link does not work any more. Sign in to have a new one sent.",
      errors: [{ field: "token", message: "The link was used, replaced or is too old." }],
    });
  }
}
