import { renewSearchKeys } from "@/lib/features/admin/search-keys";
import { DEAD_LINK_DAYS } from "@/lib/features/links/look";
import { DEVICE_DAYS } from "@/lib/features/sessions/devices";
import { lifetime } from "@/lib/features/sessions/lifetime";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { singleton } from "@/lib/platform/core/singleton";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { type SweepLimits, sweep } from "@/lib/platform/db/tables/sweep";

const SOON_MS = 5 * MINUTE_MS;

/**
 * Removes what has run its course and renews search keys every hour, and once soon after the start: a process may be started anew more often than
 * that. It never keeps the process alive.
 */
export function startHousekeeping(): void {
  singleton("housekeeping", () => {
    setTimeout(sweepNow, SOON_MS).unref();
    return setInterval(sweepNow, HOUR_MS).unref();
  });
}

async function sweepNow(): Promise<void> {
  try {
    const removed = await sweep(sweepLimits(Date.now()));
    log.info({ ...removed, searchKeysRenewed: await renewSearchKeys() }, "housekeeping");
  } catch (error) {
    log.warn({ err: error }, "housekeeping put off");
  }
}

/** What may go at `now`, in milliseconds since 1970. */
export function sweepLimits(now: number): SweepLimits {
  return {
    idleSince: new Date(now - Math.max(lifetime.idle(true), lifetime.idle(false))),
    mailBefore: new Date(now - env.MAIL_RETENTION_DAYS * DAY_MS),
    tokensBefore: new Date(now - DEAD_LINK_DAYS * DAY_MS),
    devicesBefore: new Date(now - DEVICE_DAYS * DAY_MS),
    eventsBefore: new Date(now - env.EVENT_RETENTION_DAYS * DAY_MS),
  };
}
