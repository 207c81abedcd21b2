import { z } from "zod";
import { queueVerificationAgain } from "@/lib/features/accounts/verification";
import { auditAnonymous, recordEvent } from "@/lib/features/audit/events";
import { emailField } from "@/lib/features/input/email-address";
import { passwordField } from "@/lib/features/input/fields";
import { hashPassword, verifyPassword } from "@/lib/features/password/hash";
import { requireRoom } from "@/lib/features/password/pool";
import { DEVICE_COOKIE_LIMIT, knownDevice } from "@/lib/features/sessions/devices";
import { log } from "@/lib/platform/core/log";
import { Problem } from "@/lib/platform/core/problem";
import { upgradePassword } from "@/lib/platform/db/tables/passwords";
import { findUserByEmail, findUserWithPassword, type User } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import {
  byNetwork,
  forgetCount,
  giveBack,
  limits,
  throttled,
  throttledSilently,
} from "@/lib/platform/rate-limit/limits";

export const signInInput = z.object({
  email: emailField,
  password: passwordField,
  /** The cookie of a browser that was signed in before; see devices.ts. */
  device: z.string().max(DEVICE_COOKIE_LIMIT).catch("").default(""),
});

/** Who may sign in, and the stored record that proved it. */
type SignedIn = User & { passwordRecord: string };

/**
 * Checks an e-mail address and a password. A wrong password, an unknown address, an account that
 * is disabled or not verified yet all give null after the same work. The right password on an
 * unverified account has its link sent again.
 * @throws Problem too_many_requests, before any hashing; unavailable when the queue is full
 */
export async function signIn(input: z.infer<typeof signInInput>): Promise<SignedIn | null> {
  const { email, password, device } = input;
  requireRoom();
  const counted = await countedFor(email, device);
  const user = await throttled(counted.all, () => authenticate(email, password)).catch((error) =>
    refused(error, email),
  );
  if (!user) return null;
  await forgetCount(counted.account);
  if (counted.network) await giveBack(counted.network);
  return user;
}

/**
 * What a try is counted by: the account, and where it comes from. A device that is known to the
 * account counts by itself alone, so that neither strangers' guesses nor those of others behind the
 * same network address keep the owner waiting.
 */
async function countedFor(email: string, device: string) {
  const limit = limits.signInByAccount;
  const known = await knownDevice(device, email);
  if (known) {
    const account = { limit, subject: `${email} ${known}` };
    return { account, network: null, all: [account] };
  }
  const account = { limit, subject: email };
  const network = byNetwork(limits.signInByNetwork);
  return { account, network, all: [network, account] };
}

/** @throws what refused a sign-in, written down where it was for too many tries */
async function refused(error: unknown, email: string): Promise<never> {
  if (error instanceof Problem && error.code === "too_many_requests") {
    await auditAnonymous("authn_login_lock", (await findUserByEmail(email))?.id);
  }
  throw error;
}

async function authenticate(email: string, password: string): Promise<SignedIn | null> {
  const found = await findUserWithPassword(email);
  const { valid, outdated } = await verifyPassword(password, found?.hash ?? null);
  if (!found?.hash || !valid || found.user.disabledAt) {
    await recordEvent("authn_login_fail", { subjectId: found?.user.id ?? null });
    return null;
  }
  const { user, hash } = found;
  if (!user.emailVerified) {
    await recordEvent("authn_login_fail:unverified", { subjectId: user.id });
    await sendLinkAgain(user);
    return null;
  }
  return { ...user, passwordRecord: outdated ? await upgrade(user.id, hash, password) : hash };
}

async function sendLinkAgain({ email }: User): Promise<void> {
  await throttledSilently({ limit: limits.resendByRecipient, subject: email }, () =>
    transaction((tx) => queueVerificationAgain(email, tx)),
  );
}

/**
 * Brings an old record to today's scheme and cost. A full queue may put it off.
 * @returns the record that is stored now
 */
async function upgrade(userId: string, from: string, password: string): Promise<string> {
  try {
    const to = await hashPassword(password);
    return (await upgradePassword(userId, from, to)) ? to : from;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    log.warn("password record not upgraded: hashing queue full");
    return from;
  }
}
