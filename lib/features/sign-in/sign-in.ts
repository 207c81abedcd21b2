import { z } from "zod";
import { resendVerification } from "@/lib/features/accounts/verification";
import { auditAnonymous, recordEvent } from "@/lib/features/audit/events";
import { emailField } from "@/lib/features/input/email-address";
import { passwordField } from "@/lib/features/input/fields";
import { hashPassword, verifyPassword } from "@/lib/features/password/hash";
import { requireRoom, withSeat } from "@/lib/features/password/pool";
import { DEVICE_COOKIE_LIMIT, knownDevice } from "@/lib/features/sessions/devices";
import { Problem } from "@/lib/platform/core/problem";
import { upgradePassword } from "@/lib/platform/db/tables/passwords";
import {
  findUserByEmail,
  findUserWithPassword,
  lockUser,
  type User,
} from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { signInAfterFailuresMail } from "@/lib/platform/mail/templates/ways-in/sign-in";
import {
  byNetwork,
  forgetCount,
  giveBack,
  limits,
  throttled,
} from "@/lib/platform/rate-limit/limits";

export const signInInput = z.object({
  email: emailField,
  password: passwordField,
  /** The cookie of a browser that has signed in before; see devices.ts. */
  device: z.string().max(DEVICE_COOKIE_LIMIT).catch("").default(""),
});

/** From this many wrong passwords before the right one on the owner is notified. */
const MANY_WRONG = 3;

/** Prefix for the count of an address without an account. */
const NOBODY = "nobody at";

/** The user who may sign in, and the stored record that proved it. */
type SignedIn = User & { passwordRecord: string };

/**
 * Checks an e-mail address and a password. A wrong password, an unknown address, and an account that is
 * disabled or unverified all give null after the same work. The right password for an unverified account
 * has its link sent again.
 * @throws Problem too_many_requests or busy…, before any hashing
 */
export async function signIn(input: z.infer<typeof signInInput>): Promise<SignedIn | null> {
  const { email, password, device } = input;
  const known = await knownDevice(device, email);
  const about = { account: email, known: known !== null };
  requireRoom(about);
  const { account, networks } = countedFor(email, known);
  const user = await throttled([...networks, account], () =>
    withSeat(about, () => authenticate(email, password)),
  ).catch((error) => refused(error, email));
  if (!user) return null;
  // The right password is counted, too.
  const wrong = (await forgetCount(account)) - 1;
  if (known !== null && wrong >= MANY_WRONG) await tellOfWrongPasswords(user, wrong);
  await Promise.all(networks.map(giveBack));
  return user;
}

/**
 * What an attempt is counted by: the account, and where it comes from. A known device of the account has
 * only its own count, so that neither strangers' guesses nor those of others at the same network address
 * keep the owner waiting.
 */
function countedFor(email: string, known: string | null) {
  const limit = limits.signInByAccount;
  return known === null
    ? { account: { limit, subject: email }, networks: byNetwork(limits.signInByNetwork) }
    : { account: { limit, subject: `${email} ${known}` }, networks: [] };
}

/**
 * Notifies the owner of a sign-in after several wrong passwords in a known browser. Of one in any other
 * they are notified anyway. Source: OWASP ASVS 5.0, 6.3.5.
 */
function tellOfWrongPasswords({ id }: User, wrong: number): Promise<void> {
  return transaction(async (tx) => {
    const user = await lockUser(id, tx);
    if (user) await queueMail(signInAfterFailuresMail(user, wrong), tx);
  });
}

/** @throws what refused a sign-in, recorded if there were too many attempts */
async function refused(error: unknown, email: string): Promise<never> {
  if (error instanceof Problem && error.code === "too_many_requests") {
    await auditAnonymous("authn_login_lock", (await findUserByEmail(email))?.id);
  }
  throw error;
}

async function authenticate(email: string, password: string): Promise<SignedIn | null> {
  const found = await findUserWithPassword(email);
  const { valid, outdated } = await verifyPassword(password, found?.hash ?? null);
  if (!found?.hash || !valid || found.user.disabledAt || !found.user.emailVerified) {
    const unverified = Boolean(found?.hash && valid && !found.user.disabledAt);
    await recordEvent(unverified ? "authn_login_fail:unverified" : "authn_login_fail", {
      subjectId: found?.user.id ?? null,
    });
    // Read for any address, so that every failure takes equally long.
    await resendVerification(unverified ? email : `${NOBODY} ${email}`);
    return null;
  }
  const { user, hash } = found;
  return { ...user, passwordRecord: outdated ? await upgrade(user.id, hash, password) : hash };
}

/**
 * Brings an old record to the current scheme and cost, on the seat that checked it.
 * @returns the stored record
 */
async function upgrade(userId: string, from: string, password: string): Promise<string> {
  const to = await hashPassword(password);
  return (await upgradePassword(userId, from, to)) ? to : from;
}
