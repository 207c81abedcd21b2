import ipaddr from "ipaddr.js";
import { hashSecret } from "@/lib/crypto/secret";
import { countAttempt, forgetAttempts, type Limit } from "@/lib/db/throttle";
import { currentClient } from "@/lib/http/client";
import { tooManyRequests } from "@/lib/http/problem";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How often each thing may be tried. Source: OWASP ASVS 5.0, 6.3.1 and 2.4.1. */
export const limits = {
  signInByAccount: { name: "sign-in-account", points: 10, duration: 15 * MINUTE },
  signInByAddress: { name: "sign-in-address", points: 60, duration: 15 * MINUTE },
  signUpByAddress: { name: "sign-up-address", points: 20, duration: HOUR },
  resendByAddress: { name: "resend-address", points: 20, duration: HOUR },
  confirmByAccount: { name: "confirm-account", points: 10, duration: 15 * MINUTE },
  forgotByAddress: { name: "forgot-address", points: 20, duration: HOUR },
  resetByAddress: { name: "reset-address", points: 60, duration: HOUR },
  verifyByAddress: { name: "verify-address", points: 60, duration: HOUR },
  // Apart: who has links sent to an address must not keep its owner from signing up.
  signUpByRecipient: { name: "sign-up-recipient", points: 5, duration: HOUR },
  resetByRecipient: { name: "reset-recipient", points: 5, duration: HOUR },
  moveToRecipient: { name: "move-recipient", points: 5, duration: HOUR },
  resendByRecipient: { name: "resend-recipient", points: 5, duration: HOUR },
} satisfies Record<string, Limit>;

/** E-mail addresses are not kept in the throttle table, only what tells them apart. */
const keyOf = (subject: string) => hashSecret(subject);

/** Counts an attempt on one subject. @throws Problem too_many_requests */
export async function limitBySubject(limit: Limit, subject: string): Promise<void> {
  const retryAfter = await countAttempt(limit, keyOf(subject));
  if (retryAfter !== null) throw tooManyRequests(retryAfter);
}

/** An IPv6 customer has a whole /64 to choose addresses from; all of it counts as one. */
function networkOf(address: string | null): string {
  if (!address) return "unknown";
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : address;
}

/** Counts an attempt of the sender's network address. @throws Problem too_many_requests */
export function limitByAddress(limit: Limit): Promise<void> {
  return limitBySubject(limit, networkOf(currentClient().address));
}

/** Counts a mail to an address. Refusal is silent: an answer would tell what is known of it. */
export async function mayMail(limit: Limit, recipient: string): Promise<boolean> {
  return (await countAttempt(limit, keyOf(recipient))) === null;
}

export function clearLimit(limit: Limit, subject: string): Promise<void> {
  return forgetAttempts(limit, keyOf(subject));
}
