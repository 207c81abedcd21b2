import { env } from "@/lib/platform/config/env";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long sessions live, in milliseconds. Source: OWASP ASVS 5.0, 7.3.1 and 7.3.2. */
export const lifetime = {
  idle: (remember: boolean) =>
    remember ? env.REMEMBER_IDLE_DAYS * DAY : env.SESSION_IDLE_MINUTES * MINUTE,
  absolute: (remember: boolean) =>
    remember ? env.REMEMBER_ABSOLUTE_DAYS * DAY : env.SESSION_ABSOLUTE_HOURS * HOUR,
};

/** The longest any session may live, in seconds: what next-auth is told as maxAge. */
export const LONGEST_SECONDS = Math.max(lifetime.absolute(true), lifetime.absolute(false)) / 1000;

/** For how long after a proof an authentication counts as recent. */
const RECENT = 10 * MINUTE;

/**
 * Recent authentication: whether the owner of a session gave a proof within the last ten minutes.
 * @param session with ISO 8601 dates
 * @param now milliseconds since 1970
 */
export function isRecent(session: { authenticatedAt: string }, now: number): boolean {
  return now - Date.parse(session.authenticatedAt) < RECENT;
}

/** Whether a session row still opens anything at `now`. Times are milliseconds since 1970. */
export function isAlive(
  session: { remember: boolean; lastSeenAt: number; expiresAt: number },
  now: number,
): boolean {
  return now < session.expiresAt && now < session.lastSeenAt + lifetime.idle(session.remember);
}
