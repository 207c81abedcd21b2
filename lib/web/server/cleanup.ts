import { removeUnconfirmed } from "@/lib/features/accounts/unconfirmed";
import { renewSearchKeys } from "@/lib/features/admin/search-keys";
import { EXPIRED_TOKEN_DAYS } from "@/lib/features/api-tokens/api-tokens";
import { DEAD_LINK_DAYS } from "@/lib/features/links/look-at-link";
import { DEVICE_DAYS } from "@/lib/features/sessions/devices";
import { lifetime } from "@/lib/features/sessions/lifetime";
import { env } from "@/lib/platform/config/env";
import { MOST_TRUSTED_DAYS } from "@/lib/platform/config/variables";
import { DAY_MS, HOUR_MS } from "@/lib/platform/core/time";
import { type SweepLimits, sweep } from "@/lib/platform/db/tables/upkeep/sweep";
import type { Job } from "@/lib/platform/jobs/jobs";

/**
 * Every hour: deletes what has expired, including accounts that nobody confirmed, renews search keys and
 * reseals with the current key.
 */
export const housekeeping: Job = {
  name: "housekeeping",
  every: HOUR_MS,
  async run() {
    const now = Date.now();
    const removed = await sweep(sweepLimits(now));
    const unconfirmed = await removeUnconfirmed(new Date(now - env.UNCONFIRMED_DAYS * DAY_MS));
    // Loaded here: a start does not need the library of the codes.
    const { resealTotpSecrets } = await import("@/lib/features/second-factor/reseal");
    const { resealed, unreadable } = await resealTotpSecrets();
    const apps = { appsResealed: resealed, appsUnreadable: unreadable };
    return { ...removed, unconfirmed, ...apps, searchKeysRenewed: await renewSearchKeys() };
  },
};

/** What can be deleted at `now`, in milliseconds since 1970. */
export function sweepLimits(now: number): SweepLimits {
  return {
    idleSince: new Date(now - Math.max(lifetime.idle(true), lifetime.idle(false))),
    mailBefore: new Date(now - env.MAIL_RETENTION_DAYS * DAY_MS),
    tokensBefore: new Date(now - DEAD_LINK_DAYS * DAY_MS),
    trustedBefore: new Date(now - MOST_TRUSTED_DAYS * DAY_MS),
    apiTokensBefore: new Date(now - EXPIRED_TOKEN_DAYS * DAY_MS),
    devicesBefore: new Date(now - DEVICE_DAYS * DAY_MS),
    eventsBefore: new Date(now - env.EVENT_RETENTION_DAYS * DAY_MS),
  };
}
