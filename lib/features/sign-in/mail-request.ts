import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { emailField } from "@/lib/features/input/email-address";
import { knownDevice } from "@/lib/features/sessions/devices";
import { MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { findPasswordRecord } from "@/lib/platform/db/tables/passwords";
import { replaceMailSignIns } from "@/lib/platform/db/tables/sign-in/mail-sign-ins";
import { lockUserByEmail } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { queueMail, queueRequest } from "@/lib/platform/mail/outbox";
import { signInMail, signInWithPasswordMail } from "@/lib/platform/mail/templates/ways-in/sign-in";
import { byRecipient, limits, throttledSilently } from "@/lib/platform/rate-limit/limits";
import { codeHash, codeOfLink } from "./mail-code";

/** How long the code and the link of a mail work. */
export const MAIL_SIGN_IN_MS = 10 * MINUTE_MS;
const PURPOSE = "mail-sign-in";
/** Browsers drop a cookie over 4 kB. */
const WAY_LIMIT = 1_000;

export const signInMailInput = z.object({
  email: emailField,
  remember: z.literal("on").optional(),
});

/** What a browser keeps, sealed in a cookie, after asking for a sign-in by mail. */
export type MailAsked = {
  /** Its secret: the code and the link of the mail only work with it. */
  browser: string;
  email: string;
  remember: boolean;
  /** Where to go when it is done: a path of this site. */
  callbackUrl: string;
};

/**
 * Requests a sign-in by mail. The outbox worker checks later whether the address has an account that may
 * sign in this way: here every address costs the same and gets the same answer.
 * @param callbackUrl where to go afterwards: a path of this site
 * @param device the cookie of the browser: a known browser has its own count, so that somebody who floods
 * the address does not keep its owner from the mail
 * @returns what the browser is to keep, sealed
 */
export async function requestSignInMail(
  { email, remember }: z.infer<typeof signInMailInput>,
  callbackUrl: string,
  device = "",
): Promise<string> {
  const browser = newSecret();
  const limit = limits.signInMailByRecipient;
  const known = await knownDevice(device, email);
  const counted =
    known === null ? byRecipient(limit, email) : { limit, subject: `${email} ${known}` };
  await throttledSilently(counted, () => queueRequest({ kind: "sign-in", email, browser }));
  const way = callbackUrl.length > WAY_LIMIT ? "/" : callbackUrl;
  const asked: MailAsked = { browser, email, remember: remember === "on", callbackUrl: way };
  return seal(PURPOSE, asked, MAIL_SIGN_IN_MS / SECOND_MS);
}

/** A browser's request; null where it asked for nothing, or too long ago. */
export async function askedByMail(sealed: string | null): Promise<MailAsked | null> {
  return sealed === null ? null : open<MailAsked>(PURPOSE, sealed);
}

/**
 * Answers a request: mails a code and a link to the account with that address, if there is one that may
 * sign in by mail. One with a password is asked to use it. Part of the worker's transaction.
 * @param browser the secret of the browser that asked
 * @returns whether there was anything to mail
 */
export async function queueSignInMail(
  email: string,
  tx: Connection,
  { browser }: { browser?: string },
): Promise<boolean> {
  const user = await lockUserByEmail(email, tx);
  if (!user || !browser || user.disabledAt || !user.emailVerified) return false;
  if ((await findPasswordRecord(user.id, tx)) !== null) {
    await queueMail(signInWithPasswordMail(user), tx);
    return true;
  }
  const link = newSecret();
  const code = codeOfLink(link);
  await replaceMailSignIns(
    {
      browserHash: hashSecret(browser),
      userId: user.id,
      codeHash: codeHash(browser, code),
      linkHash: hashSecret(link),
      expiresAt: new Date(Date.now() + MAIL_SIGN_IN_MS),
    },
    tx,
  );
  await queueMail(signInMail(user, { code, secret: link, worksMs: MAIL_SIGN_IN_MS }), tx);
  await recordEvent("authn_token_created:sign_in", { subjectId: user.id, on: tx });
  return true;
}
