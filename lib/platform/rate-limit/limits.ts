import { log } from "@/lib/platform/core/log";
import { loggedSender } from "@/lib/platform/core/logged-sender";
import { count } from "@/lib/platform/core/metrics";
import { Problem, tooManyRequests } from "@/lib/platform/core/problem";
import { requestOrigin } from "@/lib/platform/core/request-context";
import { DAY_S, HOUR_S, MINUTE_S } from "@/lib/platform/core/time";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  countAttempt,
  forgetAttempts,
  type Limit,
  returnAttempt,
} from "@/lib/platform/db/tables/throttle";
import { networksOf } from "./networks";

/**
 * How often each thing may be tried. `by` says what a route's own limit is counted by; the others
 * are counted by what is found on the way. Source: OWASP ASVS 5.0, 6.3.1 and 2.4.1.
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
  // Each one mails somebody, and sets a session aside.
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
  // Of a class or an office, many come at once: they wait and are not sent away.
  signUpByNetwork: {
    name: "sign-up-address",
    points: 20,
    duration: HOUR_S,
    by: "network",
    grows: true,
  },
  // The way to a provider, and the way back.
  providerByNetwork: { name: "provider-address", points: 200, duration: HOUR_S },
  // Each statement of a provider that a session of its has ended counts once.
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
  // Well-formed API tokens that nobody has: most that are wrong do not get that far.
  unknownTokenByNetwork: { name: "unknown-token-address", points: 60, duration: HOUR_S },
  // Apart: who has links sent to an address must not keep its owner from signing up. See byRecipient().
  signUpByRecipient: { name: "sign-up-recipient", points: 5, duration: HOUR_S },
  resetByRecipient: { name: "reset-recipient", points: 5, duration: HOUR_S },
  signInMailByRecipient: { name: "sign-in-recipient", points: 5, duration: HOUR_S },
  moveByRecipient: { name: "move-recipient", points: 5, duration: HOUR_S },
  resendByRecipient: { name: "resend-recipient", points: 5, duration: HOUR_S },
  inviteByRecipient: { name: "invite-recipient", points: 5, duration: HOUR_S },
  mailByRecipient: { name: "mail-recipient", points: 8, duration: DAY_S, grows: "slowly" },
  wrongCodeByRecipient: { name: "wrong-code-recipient", points: 1, duration: HOUR_S },
  // What may be recorded about one account or sender, so that nobody floods the audit trail.
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

/** One thing that is counted: a limit, and who or what it is held against. */
export type Counted = { limit: Limit; subject: string };

/** Counts the sender's network address, and the networks around it; see networks.ts. */
export const byNetwork = (limit: Limit): Counted[] =>
  networksOf(requestOrigin().ipAddress).map(({ subject, share }) => ({
    limit: { ...limit, points: limit.points * share },
    subject,
  }));

/**
 * What a mail is counted by that anybody can have sent to an address they know: its kind, and all such
 * mail to that address. What its owner has to know (a new password, a new browser) is no such mail: it is
 * counted by nothing here, so that no flood can silence it. See docs/security.md, Mail.
 * @param email normalised
 */
export const byRecipient = (limit: Limit, email: string): Counted[] => [
  { limit, subject: email },
  { limit: limits.mailByRecipient, subject: email },
];

/**
 * What a call of a route is counted by.
 * @param userId the caller; null where nobody is signed in, and a limit by network is named
 */
export function countedBy(name: NetworkLimit | AccountLimit, userId: string | null): Counted[] {
  const limit = limits[name];
  return limit.by === "account" && userId ? [{ limit, subject: userId }] : byNetwork(limit);
}

/** E-mail addresses are not kept in the throttle table, only what tells them apart. */
const keyOf = (subject: string) => hashSecret(subject);

/**
 * Counts a try before `work` looks at it. One that could not be looked at (our own failure, another
 * limit in its way) is given back.
 * @throws Problem too_many_requests, and what `work` throws
 */
export async function throttled<T>(counted: Counted[], work: () => Promise<T>): Promise<T> {
  const taken: Counted[] = [];
  try {
    const refusal = await takeAll(counted, taken);
    if (refusal) {
      const told = { event: "excess_rate_limit_exceeded", limit: refusal.limit };
      log.warn({ ...told, ...loggedSender() }, "throttled");
      throw tooManyRequests(refusal.retryAfter);
    }
    return await work();
  } catch (error) {
    // Settled, not awaited for success: what went wrong may be the database itself.
    if (!wasLookedAt(error)) await Promise.allSettled(taken.map(giveBack));
    throw error;
  }
}

/**
 * Counts a try of each until one refuses.
 * @param taken to which those are added that let it through
 * @returns the one that refuses, and its wait in seconds
 */
async function takeAll(
  counted: Counted[],
  taken: Counted[],
): Promise<{ limit: string; retryAfter: number } | null> {
  for (const one of counted) {
    const retryAfter = await countAttempt(one.limit, keyOf(one.subject));
    if (retryAfter !== null) count("throttled", { limit: one.limit.name });
    if (retryAfter !== null) return { limit: one.limit.name, retryAfter };
    taken.push(one);
  }
  return null;
}

const wasLookedAt = (error: unknown) =>
  error instanceof Problem && error.status < 500 && error.status !== 429;

/** Takes one try back. The rest of the subject's count stays. */
export function giveBack({ limit, subject }: Counted): Promise<void> {
  return returnAttempt(limit, keyOf(subject));
}

/** Forgets all that was counted of a subject. @returns how many tries that were */
export function forgetCount({ limit, subject }: Counted): Promise<number> {
  return forgetAttempts(limit, keyOf(subject));
}

/**
 * Does something unless it was done too often, of which nobody is told: an answer would say what is
 * known of the subject. What fails for a reason of ours is not counted.
 * @returns whether it was done
 */
export async function throttledSilently(
  counted: Counted | Counted[],
  work: () => Promise<void>,
): Promise<boolean> {
  const taken: Counted[] = [];
  try {
    if (await takeAll([counted].flat(), taken)) {
      await Promise.all(taken.map(giveBack));
      return false;
    }
    await work();
    return true;
  } catch (error) {
    if (!wasLookedAt(error)) await Promise.allSettled(taken.map(giveBack));
    throw error;
  }
}
