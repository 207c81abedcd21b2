import { z } from "zod";
import { transaction } from "@/lib/db/transaction";
import { findUserWithPassword, type User, upgradePassword } from "@/lib/db/users";
import { Problem } from "@/lib/http/problem";
import { log } from "@/lib/log";
import { wakeOutbox } from "@/lib/mail/outbox";
import { hashPassword, verifyPassword } from "@/lib/passwords/hash";
import { requireRoom } from "@/lib/passwords/pool";
import { recordEvent } from "./audit";
import { emailField } from "./email";
import { passwordField } from "./fields";
import { clearLimit, limitByAddress, limitBySubject, limits, mayMail } from "./limits";
import { queueVerificationAgain } from "./verification";

export const signInInput = z.object({ email: emailField, password: passwordField });

/**
 * Checks an e-mail address and a password. A wrong password, an unknown address, an account that
 * is disabled or not verified yet all give null after the same work. The right password on an
 * unverified account has its link sent again.
 * @throws Problem too_many_requests, before any hashing; unavailable when the queue is full
 */
export async function signIn(email: string, password: string): Promise<User | null> {
  // An attempt that cannot be looked at does not count.
  requireRoom();
  await limitByAddress(limits.signInByAddress);
  await limitBySubject(limits.signInByAccount, email);
  const found = await findUserWithPassword(email);
  const { valid, outdated } = await verifyPassword(password, found?.hash ?? null);
  if (!found) return null;
  const { user } = found;
  if (!valid || user.disabledAt) {
    await recordEvent("authn_login_fail", user.id);
    return null;
  }
  if (!user.emailVerified) {
    await sendLinkAgain(user);
    return null;
  }
  if (outdated && found.hash) await upgrade(user.id, found.hash, password);
  await clearLimit(limits.signInByAccount, email);
  await recordEvent("authn_login_success", user.id);
  return user;
}

async function sendLinkAgain(user: User): Promise<void> {
  if (!(await mayMail(limits.resendByRecipient, user.email))) return;
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
