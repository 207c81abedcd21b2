import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { secretIn } from "@/lib/features/links/look-at-link";
import { knownDevice } from "@/lib/features/sessions/devices";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  findMailSignIn,
  findMailSignInByLink,
  type MailSignIn,
} from "@/lib/platform/db/tables/sign-in/mail-sign-ins";
import { findUser, type User } from "@/lib/platform/db/tables/users";
import {
  forgetCount,
  limits,
  throttled,
  throttledSilently,
} from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import { codeHash, codeOfLink } from "./mail-code";
import { askedByMail, type MailAsked } from "./mail-request";

/** The mailed code, as typed; or the token of the link. */
export const mailProofInput = z
  .object({ code: z.string().trim().max(64).optional(), token: z.string().max(200).optional() })
  .refine(({ code, token }) => Boolean(code) || Boolean(token));

/** A sign-in by mail whose code or link was right: opening the session uses it up. */
export type MailProof = {
  user: User;
  remember: boolean;
  mailed: Pick<MailSignIn, "browserHash" | "linkHash">;
};

/**
 * Checks the code or the link of a sign-in by mail, in the browser that asked for it. Every address gets
 * the same answers, even without an account: the browser's request is counted, not what was found. Five
 * tries a code; failures are counted by address across codes.
 * @param sealed what the browser kept
 * @param device the cookie it is known by
 * @throws Problem sign_in_expired when it asked for nothing, too long ago, or has no try left;
 * unauthenticated when code or link is wrong; too_many_requests
 */
export async function mailProof(
  sealed: string | null,
  proof: z.infer<typeof mailProofInput>,
  device: string | null,
): Promise<MailProof> {
  const asked = await askedByMail(sealed);
  if (!asked) throw new Problem("sign_in_expired");
  const { email, browser, remember } = asked;
  const known = await knownDevice(device ?? "", email);
  const subject = known === null ? email : `${email} ${known}`;
  const counted = { limit: limits.mailCodeByAddress, subject };
  const tries = { limit: limits.mailCodeByBrowser, subject: browser };
  const proved = await throttled([counted], async () => {
    if (!(await throttledSilently(tries, async () => {}))) throw new Problem("sign_in_expired");
    const mailed = await findMailSignIn(hashSecret(browser));
    const user = mailed && fits(mailed, asked, proof) ? await findUser(mailed.userId) : null;
    if (mailed && user && mayEnter(user, email)) return { user, mailed };
    await recordEvent("authn_login_fail:mail", { subjectId: mailed?.userId ?? null });
    throw new Problem("unauthenticated", { detail: () => t("fields.mailCodeWrong") });
  });
  await forgetCount(counted);
  const { browserHash, linkHash } = proved.mailed;
  return { user: proved.user, remember, mailed: { browserHash, linkHash } };
}

const mayEnter = (user: User, email: string) =>
  user.email === email && !user.disabledAt && user.emailVerified !== null;

function fits(
  mailed: MailSignIn,
  { browser }: MailAsked,
  { code, token }: z.infer<typeof mailProofInput>,
): boolean {
  if (token) return same(mailed.linkHash, hashSecret(secretIn(token) ?? ""));
  return same(mailed.codeHash, codeHash(browser, (code ?? "").replaceAll(/\s/g, "")));
}

const same = (one: string, other: string) => timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** What the page of a mailed link shows. */
export type SignInLink =
  /** The browser that asked: a button signs in. */
  | { state: "here"; token: string; email: string; callbackUrl: string }
  /** Another browser: it shows the code, to be typed in the browser that asked. */
  | { state: "elsewhere"; code: string }
  | { state: "dead" };

/**
 * Looks at the link of a sign-in by mail without using it up: opening it changes nothing, and signs nobody
 * in. Only the browser that asked can sign in; otherwise a stranger could make somebody open a link that
 * signs them in to the stranger's account (login CSRF).
 * @param sent the token, as the URL has it
 * @param sealed what the browser kept
 */
export async function lookAtSignInLink(
  sent: string | null,
  sealed: string | null,
): Promise<SignInLink> {
  const link = secretIn(sent ?? "");
  const mailed = link && (await findMailSignInByLink(hashSecret(link)));
  if (!link || !mailed) return { state: "dead" };
  const asked = await askedByMail(sealed);
  if (asked && same(hashSecret(asked.browser), mailed.browserHash)) {
    const { email, callbackUrl } = asked;
    return { state: "here", token: link, email, callbackUrl };
  }
  return { state: "elsewhere", code: codeOfLink(link) };
}
