import { env } from "@/lib/platform/config/env";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";

/** How long sessions live, in milliseconds. Source: OWASP ASVS 5.0, 7.3.1 and 7.3.2. */
export const lifetime = {
  idle: (remember: boolean) =>
    remember ? env.REMEMBER_IDLE_DAYS * DAY_MS : env.SESSION_IDLE_MINUTES * MINUTE_MS,
  absolute: (remember: boolean) =>
    remember ? env.REMEMBER_ABSOLUTE_DAYS * DAY_MS : env.SESSION_ABSOLUTE_HOURS * HOUR_MS,
};

/** The longest any session may live, in seconds: what next-auth is told as maxAge. */
export const LONGEST_SECONDS =
  Math.max(lifetime.absolute(true), lifetime.absolute(false)) / SECOND_MS;

/** How long after a proof an authentication counts as recent. */
const RECENT_MS = 10 * MINUTE_MS;

/**
 * Recent authentication: whether the owner of a session gave a proof within the last ten minutes.
 * @param session with ISO 8601 dates
 * @param now milliseconds since 1970
 */
export function isRecent(session: { authenticatedAt: string }, now: number): boolean {
  return now - Date.parse(session.authenticatedAt) < RECENT_MS;
}

/** Whether a session row is still valid at `now`, in milliseconds since 1970. */
export function isAlive(
  session: { remember: boolean; lastSeenAt: Date; expiresAt: Date },
  now: number,
): boolean {
  const idle = now - session.lastSeenAt.getTime();
  return now < session.expiresAt.getTime() && idle < lifetime.idle(session.remember);
}
