import { z } from "zod";
import { transaction } from "@/lib/db/transaction";
import { findUserWithPassword, type User, upgradePassword } from "@/lib/db/users";
import { Problem } from "@/lib/http/problem";
import { log } from "@/lib/log";
import { wakeOutbox } from "@/lib/mail/outbox";
import { hashPassword, verifyPassword } from "@/lib/passwords/hash";
import { requireRoom } from "@/lib/passwords/pool";
import { recordEvent } from "./audit";
import { isKnownDevice } from "./devices";
import { emailField } from "./email";
import { passwordField } from "./fields";
import { byAddress, clear, giveBack, isWithin, limits, throttled } from "./limits";
import { queueVerificationAgain } from "./verification";

export const signInInput = z.object({
  email: emailField,
  password: passwordField,
  /** The secret of a browser that was signed in before; see devices.ts. */
  device: z.string().max(100).catch("").default(""),
});

/**
 * Checks an e-mail address and a password. A wrong password, an unknown address, an account that
 * is disabled or not verified yet all give null after the same work. The right password on an
 * unverified account has its link sent again.
 * @throws Problem too_many_requests, before any hashing; unavailable when the queue is full
 */
export async function signIn(input: z.infer<typeof signInInput>): Promise<User | null> {
  const { email, password, device } = input;
  requireRoom();
  // A known device counts apart, so that strangers' guesses do not keep the owner waiting.
  const subject = (await isKnownDevice(device, email)) ? `${email} ${device}` : email;
  const account = { limit: limits.signInByAccount, subject };
  const address = byAddress(limits.signInByAddress);
  const user = await throttled([address, account], () => authenticate(email, password));
  if (!user) return null;
  await clear(account);
  await giveBack(address);
  await recordEvent("authn_login_success", { subjectId: user.id });
  return user;
}

async function authenticate(email: string, password: string): Promise<User | null> {
  const found = await findUserWithPassword(email);
  const { valid, outdated } = await verifyPassword(password, found?.hash ?? null);
  if (!found || !valid || found.user.disabledAt) {
    await recordEvent("authn_login_fail", { subjectId: found?.user.id ?? null, actorId: null });
    return null;
  }
  const { user, hash } = found;
  if (!user.emailVerified) {
    await sendLinkAgain(user);
    return null;
  }
  if (outdated && hash) await upgrade(user.id, hash, password);
  return user;
}

async function sendLinkAgain(user: User): Promise<void> {
  if (!(await isWithin(limits.resendByRecipient, user.email))) return;
  await transaction((tx) => queueVerificationAgain(user.email, tx));
  wakeOutbox();
}

/** Brings an old record to today's scheme and cost. A full queue may put it off. */
async function upgrade(userId: string, from: string, password: string): Promise<void> {
  try {
    await upgradePassword(userId, from, await hashPassword(password));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    log.warn("password record not upgraded: hashing queue full");
  }
}
