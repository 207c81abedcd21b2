import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { secretsIn } from "@/lib/features/sessions/devices";
import { env } from "@/lib/platform/config/env";
import { administers, type Role } from "@/lib/platform/config/roles";
import { requestOrigin } from "@/lib/platform/core/request-context";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret } from "@/lib/platform/crypto/secret";
import {
  deleteAllTrusted,
  deleteTrusted,
  findTrusted,
  listTrusted,
  trustDevice,
} from "@/lib/platform/db/tables/sign-in/trusted-browsers";
import type { User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { describeAgent } from "@/lib/platform/http/user-agent";
import { t } from "@/lib/platform/texts/t";

/** A browser in which no second factor is required, as its owner sees it. Dates are ISO 8601. */
export const trustedBrowserView = z
  .object({
    id: z.uuid(),
    browser: z.string(),
    system: z.string(),
    ipAddress: z.string().nullable(),
    trustedAt: z.iso.datetime(),
    until: z.iso.datetime(),
  })
  .meta({ id: "TrustedBrowser" });

export type TrustedBrowserView = z.infer<typeof trustedBrowserView>;

const lifeMs = () => env.TRUSTED_BROWSER_DAYS * DAY_MS;
/** Earlier trust no longer counts: the variable's current value decides, not an earlier one. */
const since = () => new Date(Date.now() - lifeMs());

/** For how many days accounts of a role can trust a browser; 0 where they cannot. */
export const trustDays = (role: Role): number => (administers(role) ? 0 : env.TRUSTED_BROWSER_DAYS);

/**
 * Since when an account trusts the calling browser: the last time its owner gave the second factor in it.
 * @param device the cookie of the browser
 * @returns null where it does not, or may not
 */
export async function trustedSince(
  user: { id: string; role?: Role | undefined },
  device: string | null,
  on?: Connection,
): Promise<Date | null> {
  if (!user.role || trustDays(user.role) === 0 || !device) return null;
  return findTrusted(user.id, secretsIn(device).map(hashSecret), since(), on);
}

/**
 * Trusts the browser of a sign-in with a second factor. Part of the caller's `tx`, which has locked the
 * user.
 * @param device what the browser is to keep, as rememberDevice() returned it
 */
export async function trustBrowser(user: User, device: string, tx: Connection): Promise<void> {
  const [secret] = secretsIn(device);
  if (!secret || trustDays(user.role) === 0) return;
  const { ipAddress, userAgent } = requestOrigin();
  const known = { deviceHash: hashSecret(secret), userId: user.id };
  await trustDevice(known, { ipAddress, userAgent }, tx);
  await recordEvent("authn_token_created:trusted_browser", { subjectId: user.id, on: tx });
}

/** The browsers that an account trusts, the newest first. */
export async function trustedBrowsersOf(userId: string): Promise<TrustedBrowserView[]> {
  const rows = await listTrusted(userId, since());
  return rows.map(({ id, trustedAt, ipAddress, userAgent }) => {
    const { browser, system } = describeAgent(userAgent);
    return {
      id,
      browser: browser ?? t("sessions.unknownBrowser"),
      system: system ?? t("sessions.unknownSystem"),
      ipAddress,
      trustedAt: trustedAt.toISOString(),
      until: new Date(trustedAt.getTime() + lifeMs()).toISOString(),
    };
  });
}

/**
 * Stops trusting one browser of the caller, or all of them.
 * @param id which one; null for all
 * @returns how many were trusted
 * @throws Problem unauthenticated when the session that asks has ended in the meantime
 */
export function distrust(asking: AskingSession, id: string | null): Promise<number> {
  return transaction(async (tx) => {
    const { id: userId } = await lockCaller(asking, tx);
    const ended =
      id === null
        ? await deleteAllTrusted(userId, tx)
        : Number(await deleteTrusted(userId, id, tx));
    const about = { subjectId: userId, on: tx };
    if (ended > 0) await recordEvent("authn_token_revoked:trusted_browser", about);
    return ended;
  });
}
