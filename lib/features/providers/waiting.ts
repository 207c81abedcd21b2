import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { isClaimed } from "@/lib/features/accounts/sign-up";
import { auditAnonymous } from "@/lib/features/audit/events";
import { emailField } from "@/lib/features/input/email-address";
import { anybodyMaySignUp } from "@/lib/features/invitations/who-may-sign-up";
import { secretIn } from "@/lib/features/links/look-at-link";
import { Problem } from "@/lib/platform/core/problem";
import { HOUR_MS, SECOND_MS } from "@/lib/platform/core/time";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { spendChallenge } from "@/lib/platform/db/tables/sign-in/passkey-challenges";
import { lockUserByEmail, type User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { type MailRequest, queueMail, queueRequest } from "@/lib/platform/mail/outbox";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import { confirmAddressMail } from "@/lib/platform/mail/templates/ways-in/provider";
import { byRecipient, limits, throttledSilently } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import type { Identity } from "./identity";
import { userOfIdentity } from "./sign-in";

/*
 * A new person for whom the provider gives no address, or none that we trust. The browser keeps the
 * identity, sealed: nothing is stored. The person types an address, and is mailed a link to it, which
 * creates the account in that browser and in no other. Otherwise a stranger could type the address of
 * somebody who opens the link, and the stranger's identity would then open that account.
 */

/** How long it waits. */
export const WAITING_MS = HOUR_MS;
const PURPOSE = "identity-waits";
/** The mark of a row that records that this link was used. */
const SPENT = "sign-up";
/** Browsers drop a cookie over 4 kB. */
const WAY_LIMIT = 1_000;

export const addressInput = z.object({ email: emailField });

/** What waits in a browser. */
export type Waiting = {
  identity: Pick<Identity, "provider" | "subject" | "name">;
  /** What the provider is called. */
  provider: string;
  callbackUrl: string;
  /** Where a link was mailed, and the SHA-256 of its secret; null before that. */
  asked: { email: string; linkHash: string } | null;
};

const sealed = (waiting: Waiting) => seal(PURPOSE, waiting, WAITING_MS / SECOND_MS);

/** Lets an identity wait for an address. @returns what the browser is to keep, sealed */
export function waitForAddress(
  { provider, subject, name }: Identity,
  about: Pick<Waiting, "provider" | "callbackUrl">,
): Promise<string> {
  const callbackUrl = about.callbackUrl.length > WAY_LIMIT ? "/" : about.callbackUrl;
  const identity = { provider, subject, name };
  return sealed({ ...about, callbackUrl, identity, asked: null });
}

/** What waits in a browser; null where nothing does, or it has expired. */
export const waitingIn = async (kept: string | null): Promise<Waiting | null> =>
  kept === null ? null : open<Waiting>(PURPOSE, kept);

/**
 * Mails a link to the address that a new person has typed. The outbox worker checks it later: every address
 * gets the same answer, at the same cost. An earlier link stops working.
 * @param kept what the browser kept
 * @returns what it is to keep instead
 * @throws Problem invalid where nothing waits; not_found while nobody can sign up
 */
export async function askForAddress(
  kept: string | null,
  { email }: z.infer<typeof addressInput>,
): Promise<string> {
  const waiting = await waitingIn(kept);
  if (!waiting) throw startAgain();
  if (!anybodyMaySignUp()) throw new Problem("not_found");
  const link = newSecret();
  const { provider } = waiting;
  await throttledSilently(byRecipient(limits.signUpByRecipient, email), () =>
    queueRequest({ kind: "sign-up", email, link, provider }),
  );
  return sealed({ ...waiting, asked: { email, linkHash: hashSecret(link) } });
}

function startAgain(): Problem {
  const detail = () => t("signUpAddress.nothing");
  return new Problem("invalid", { detail, errors: [{ field: "email", message: detail() }] });
}

/**
 * Answers a request: mails the link or, to an address with a confirmed account, that it has one. Part of
 * the worker's transaction.
 */
export async function queueConfirmation(
  email: string,
  tx: Connection,
  { link, provider }: Pick<MailRequest, "link" | "provider">,
): Promise<boolean> {
  if (!link || !provider) return false;
  const holder = await lockUserByEmail(email, tx);
  const taken = holder && (await isClaimed(holder, tx));
  const about = { provider, secret: link, worksMs: WAITING_MS };
  await queueMail(taken ? accountExistsMail(holder) : confirmAddressMail(email, about), tx);
  return true;
}

/** What the page of a mailed link shows: only the browser that asked gets the button. */
export type SignUpLink = { token: string; email: string; provider: string } | null;

/** Looks at a link without using it up. @param sent its token; @param kept what the browser kept */
export async function lookAtSignUpLink(
  sent: string | null,
  kept: string | null,
): Promise<SignUpLink> {
  const token = secretIn(sent ?? "");
  const waiting = await waitingIn(kept);
  if (!token || !waiting?.asked || !isLinkOf(waiting.asked, token)) return null;
  return { token, email: waiting.asked.email, provider: waiting.provider };
}

const isLinkOf = ({ linkHash }: { linkHash: string }, token: string) =>
  timingSafeEqual(Buffer.from(linkHash), Buffer.from(hashSecret(token)));

/**
 * Creates the account of a waiting identity: the holder of the link reads the address. Nothing is connected
 * to an existing confirmed account, and nobody is signed in.
 * @returns the account, and where its owner wanted to go
 * @throws Problem invalid for a link that does not work in this browser; address_in_use; and as
 * userOfIdentity() does
 */
export async function confirmAddress(
  kept: string | null,
  token: string,
): Promise<{ user: User; waiting: Waiting }> {
  const waiting = await waitingIn(kept);
  const asked = waiting?.asked;
  if (!asked || !isLinkOf(asked, token) || !(await spend(asked.linkHash))) return refuse();
  const identity = { ...waiting.identity, email: asked.email, emailVerified: true, sid: null };
  return { user: await userOfIdentity(identity), waiting };
}

/** Longer than any cookie that holds the link. */
const spend = (challengeHash: string) =>
  spendChallenge({
    challengeHash,
    purpose: SPENT,
    expiresAt: new Date(Date.now() + 2 * WAITING_MS),
  });

async function refuse(): Promise<never> {
  await auditAnonymous("authn_token_reuse");
  const detail = () => t("signUpAddress.dead");
  throw new Problem("invalid", { detail, errors: [{ field: "token", message: detail() }] });
}
