import { requestOrigin } from "@/lib/platform/core/request-context";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import {
  countDevices,
  createDevice,
  isDevice,
  isDeviceOf,
  touchDevice,
} from "@/lib/platform/db/tables/devices";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { newDeviceMail } from "@/lib/platform/mail/templates";
import { describeAgent } from "./user-agent";

/** How long a browser stays known, in days; the longest a cookie may live. */
export const DEVICE_DAYS = 400;
/** Whoever keeps signing in without a cookie must not fill the owner's mailbox. */
const MOST_MAILS_A_DAY = 20;

/**
 * A browser carries a secret of its own. One that has been signed in to an account before is a known
 * device of it: its owner is told of sign-ins in any other, and strangers' guesses do not slow it
 * down. Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
export function isKnownDevice(device: string, email: string): Promise<boolean> {
  return device ? isDeviceOf(hashSecret(device), email) : Promise.resolve(false);
}

/**
 * Remembers that somebody signed in to an account in this browser. If it was known in others only,
 * the owner gets a mail, of which there are not too many a day.
 * @param device the browser's secret, or null when it has none yet
 * @returns the secret it is to keep
 */
export async function rememberDevice(userId: string, device: string | null): Promise<string> {
  // A secret that is not one of ours may have been planted by who wants to be known here.
  const secret = device && (await isDevice(hashSecret(device))) ? device : newSecret();
  const row = { secretHash: hashSecret(secret), userId };
  await transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user || (await touchDevice(row, tx))) return;
    const others = await countDevices(userId, new Date(0), tx);
    const today = await countDevices(userId, new Date(Date.now() - DAY_MS), tx);
    await createDevice(row, tx);
    if (others === 0 || today > MOST_MAILS_A_DAY) return;
    const { ipAddress, userAgent } = requestOrigin();
    await queueMail(newDeviceMail(user, { ...describeAgent(userAgent), ipAddress }), tx);
  });
  return secret;
}
