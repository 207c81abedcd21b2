import { log } from "@/lib/platform/core/log";
import { loggedSender } from "@/lib/platform/core/logged-sender";
import { count } from "@/lib/platform/core/metrics";
import { Problem, tooManyRequests } from "@/lib/platform/core/problem";
import { requestOrigin } from "@/lib/platform/core/request-context";
import { DAY_S, HOUR_S, MINUTE_S } from "@/lib/platform/core/time";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  countAttempts,
  forgetAttempts,
  type Limit,
  type Refusal,
  returnAttempt,
} from "@/lib/platform/db/tables/throttle";
import { networksOf } from "@/lib/platform/turns/networks";

/**
 * How often each thing may be tried. `by` says what a route's own limit is counted by; the others are
 * counted by what the code finds. Source: OWASP ASVS 5.0, 6.3.1 and 2.4.1.
 */
export const limits = {
  signInByAccount: { name: "sign-in-account", points: 5, duration: DAY_S, grows: true },
  signInByNetwork: { name: "sign-in-address", points: 30, duration: HOUR_S, grows: true },
  passkeyByNetwork: { name: "passkey-address", points: 60, duration: HOUR_S, grows: true },
  passkeyByAccount: { name: "passkey-account", points: 60, duration: HOUR_S, by: "account" },
  confirmByAccount: { name: "confirm-account", points: 5, duration: DAY_S, grows: true },
  secondFactorByAccount: {
    name: "second-factor-account",
    points: 5,
    duration: DAY_S,
    grows: true,
  },
  mailCodeByAddress: { name: "mail-code-address", points: 10, duration: DAY_S, grows: true },
  mailCodeByBrowser: { name: "mail-code-browser", points: 5, duration: 10 * MINUTE_S },
  moveByAccount: { name: "move-account", points: 10, duration: HOUR_S, by: "account" },
  apiTokenByAccount: { name: "api-token-account", points: 60, duration: HOUR_S, by: "account" },
  exportByAccount: { name: "export-account", points: 20, duration: HOUR_S, by: "account" },
  bringInByAccount: { name: "bring-in-account", points: 200, duration: HOUR_S, by: "account" },
  // Each one mails somebody, and suspends a session.
  impersonateByAccount: {
    name: "impersonate-account",
    points: 20,
    duration: HOUR_S,
    by: "account",
  },
  renameByAccount: { name: "rename-account", points: 60, duration: HOUR_S, by: "account" },
  organisationByAccount: {
    name: "organisation-account",
    points: 20,
    duration: HOUR_S,
    by: "account",
  },
  inviteByAccount: { name: "invite-account", points: 60, duration: HOUR_S, by: "account" },
  acceptByAccount: { name: "accept-account", points: 60, duration: HOUR_S, by: "account" },
  readingByAccount: { name: "reading-account", points: 60, duration: HOUR_S },
  // Many come at once from a class or an office: they wait and are not refused.
  signUpByNetwork: {
    name: "sign-up-address",
    points: 20,
    duration: HOUR_S,
    by: "network",
    grows: true,
  },
  // The way to a provider, and the way back.
  providerByNetwork: { name: "provider-address", points: 200, duration: HOUR_S },
  // Each statement of a provider that one of its sessions has ended counts once.
  logoutToken: { name: "logout-token", points: 1, duration: HOUR_S },
  logoutByNetwork: { name: "logout-address", points: 600, duration: HOUR_S },
  resendByNetwork: { name: "resend-address", points: 20, duration: HOUR_S, by: "network" },
  forgotByNetwork: { name: "forgot-address", points: 20, duration: HOUR_S, by: "network" },
  signInMailByNetwork: {
    name: "sign-in-mail-address",
    points: 20,
    duration: HOUR_S,
    by: "network",
  },
  resetByNetwork: { name: "reset-address", points: 60, duration: HOUR_S, by: "network" },
  verifyByNetwork: { name: "verify-address", points: 60, duration: HOUR_S, by: "network" },
  // Well-formed but unknown API tokens: most wrong ones do not get that far.
  unknownTokenByNetwork: { name: "unknown-token-address", points: 60, duration: HOUR_S },
  // Separate: somebody who has links sent to an address must not keep its owner from signing up. See
  // byRecipient().
  signUpByRecipient: { name: "sign-up-recipient", points: 5, duration: HOUR_S },
  resetByRecipient: { name: "reset-recipient", points: 5, duration: HOUR_S },
  signInMailByRecipient: { name: "sign-in-recipient", points: 5, duration: HOUR_S },
  moveByRecipient: { name: "move-recipient", points: 5, duration: HOUR_S },
  resendByRecipient: { name: "resend-recipient", points: 5, duration: HOUR_S },
  inviteByRecipient: { name: "invite-recipient", points: 5, duration: HOUR_S },
  mailByRecipient: { name: "mail-recipient", points: 8, duration: DAY_S, grows: "slowly" },
  wrongCodeByRecipient: { name: "wrong-code-recipient", points: 1, duration: HOUR_S },
  // How many events may be recorded about one account or sender, so that nobody floods the audit trail.
  refusalByAccount: { name: "refusal-account", points: 60, duration: HOUR_S },
  refusalByNetwork: { name: "refusal-address", points: 60, duration: HOUR_S },
} satisfies Record<string, Limit & { by?: "account" | "network" }>;

type Limits = typeof limits;
type CountedBy<By> = {
  [Name in keyof Limits]: Limits[Name] extends { by: By } ? Name : never;
}[keyof Limits];

/** The limits a route can name that are counted by network address. */
export type NetworkLimit = CountedBy<"network">;

/** The limits a route can name that are counted by the account of the caller. */
export type AccountLimit = CountedBy<"account">;

/** One thing that is counted: a limit, and who or what it applies to. */
export type Counted = { limit: Limit; subject: string };

/** Counts the sender's network address, and the networks around it; see lib/platform/turns/networks.ts. */
export const byNetwork = (limit: Limit): Counted[] =>
  networksOf(requestOrigin().ipAddress).map(({ subject, share }) => ({
    limit: { ...limit, points: limit.points * share },
    subject,
  }));

/**
 * What a mail is counted by that anybody can cause for an address they know: its kind, and all such mail to
 * that address. Mail that the owner must see (a new password, a new browser) is not such mail: it is not
 * counted here, so that no flood can silence it. See docs/security.md, Mail.
 * @param email normalised
 */
export const byRecipient = (limit: Limit, email: string): Counted[] => [
  { limit, subject: email },
  { limit: limits.mailByRecipient, subject: email },
];

/**
 * What a call to a route is counted by.
 * @param userId the caller; null where nobody is signed in, and the limit is by network
 */
export function countedBy(name: NetworkLimit | AccountLimit, userId: string | null): Counted[] {
  const limit = limits[name];
  return limit.by === "account" && userId ? [{ limit, subject: userId }] : byNetwork(limit);
}

/** The throttle table does not store e-mail addresses, only what distinguishes them. */
const keyOf = (subject: string) => hashSecret(subject);

/**
 * Counts a try before `work` runs. A try that could not be checked (our own failure, another limit) is
 * given back.
 * @throws Problem too_many_requests, and what `work` throws
 */
export async function throttled<T>(counted: Counted[], work: () => Promise<T>): Promise<T> {
  const refusal = await take(counted);
  if (refusal) {
    const told = { event: "excess_rate_limit_exceeded", limit: refusal.limit.name };
    log.warn({ ...told, ...loggedSender() }, "throttled");
    throw tooManyRequests(refusal.retryAfter);
  }
  return returnedUnlessChecked(counted, work);
}

/** Counts a try of each, or of none. @returns what refuses */
async function take(counted: Counted[]): Promise<Refusal | null> {
  const refusal = await countAttempts(
    counted.map(({ limit, subject }) => ({ limit, key: keyOf(subject) })),
  );
  if (refusal) count("throttled", { limit: refusal.limit.name });
  return refusal;
}

/** @throws what `work` throws, after its try was given back if it could not be checked */
async function returnedUnlessChecked<T>(counted: Counted[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Settled, not awaited for success: the error may be the database itself.
    if (!wasChecked(error)) await Promise.allSettled(counted.map(giveBack));
    throw error;
  }
}

const wasChecked = (error: unknown) =>
  error instanceof Problem && error.status < 500 && error.status !== 429;

/** Gives one try back. The rest of the subject's count stays. */
export function giveBack({ limit, subject }: Counted): Promise<void> {
  return returnAttempt(limit, keyOf(subject));
}

/** Clears the count of a subject. @returns how many tries there were */
export function forgetCount({ limit, subject }: Counted): Promise<number> {
  return forgetAttempts(limit, keyOf(subject));
}

/**
 * Runs `work` unless the limit is reached, silently: an answer would reveal what is known of the subject. A
 * failure on our side is not counted.
 * @returns whether it ran
 */
export async function throttledSilently(
  counted: Counted | Counted[],
  work: () => Promise<void>,
): Promise<boolean> {
  const all = [counted].flat();
  if (await take(all)) return false;
  await returnedUnlessChecked(all, work);
  return true;
}
