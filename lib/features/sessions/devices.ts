import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import {
  createDevice,
  deleteSurplusDevices,
  findDeviceOf,
  findDevices,
  listDevices,
  touchDevice,
} from "@/lib/platform/db/tables/devices";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { newDeviceMail } from "@/lib/platform/mail/templates/new-device";

/** How long a browser stays known, in days; the longest a cookie may live. */
export const DEVICE_DAYS = 400;
/**
 * Known browsers of one account. Repeated sign-ins without a cookie must fill neither the database nor,
 * with more new ones a day than this, the owner's mailbox.
 */
export const MOST_DEVICES = 20;
/** How many accounts one browser can be known to; beyond that it forgets the least recently used. */
const MOST_SECRETS = 8;
/** The longest cookie that is read. */
export const DEVICE_COOKIE_LIMIT = MOST_SECRETS * 50;

/** A browser's cookie has a secret for each account, the most recently used first. */
export const secretsIn = (cookie: string) =>
  cookie.split(".").filter(Boolean).slice(0, MOST_SECRETS);

/**
 * A browser in which somebody signed in to an account has a secret for it, and is a known device of that
 * account: its owner is notified of sign-ins in any other, and strangers' guesses do not slow it down.
 * Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 * @param cookie what the browser sent
 * @returns its secret for the account with that address; null when it is not known to it
 */
export async function knownDevice(cookie: string, email: string): Promise<string | null> {
  const secrets = secretsIn(cookie);
  const found = await findDeviceOf(secrets.map(hashSecret), email);
  return secrets.find((secret) => hashSecret(secret) === found) ?? null;
}

/**
 * Remembers that somebody signed in to an account in this browser. If the account was known only in others,
 * the owner gets a mail, up to a daily limit.
 * @param user locked by the caller's `tx`
 * @param cookie what the browser sent, or null when it has none yet
 * @returns what it is to keep. A secret is bound to its account: one that another account brought into this
 * browser, maybe planted there, does not make it a known device of this one. Unknown secrets are dropped.
 */
export async function rememberDevice(
  user: User,
  cookie: string | null,
  tx: Connection,
): Promise<string> {
  const secrets = secretsIn(cookie ?? "");
  const owners = new Map(
    (await findDevices(secrets.map(hashSecret), tx)).map((row) => [row.secretHash, row.userId]),
  );
  const ownerOf = (secret: string) => owners.get(hashSecret(secret));
  const own = secrets.find((secret) => ownerOf(secret) === user.id);
  const used = await deviceFor(user, own, tx);
  const others = secrets.filter((secret) => secret !== own && ownerOf(secret));
  return [used, ...others].slice(0, MOST_SECRETS).join(".");
}

/** @returns the secret of a device of the account; a new one unless `own` is still known */
async function deviceFor(user: User, own: string | undefined, tx: Connection): Promise<string> {
  const userId = user.id;
  if (own && (await touchDevice({ secretHash: hashSecret(own), userId }, tx))) return own;
  const secret = newSecret();
  const before = await listDevices(userId, MOST_DEVICES, tx);
  await createDevice({ secretHash: hashSecret(secret), userId }, tx);
  if (before.length === MOST_DEVICES) await deleteSurplusDevices(userId, MOST_DEVICES, tx);
  const yesterday = Date.now() - DAY_MS;
  const today = before.filter(({ createdAt }) => createdAt.getTime() >= yesterday);
  if (before.length === 0 || today.length === MOST_DEVICES) return secret;
  await queueMail(newDeviceMail(user), tx);
  return secret;
}
