import { DAY_MS } from "@/lib/platform/core/time";
import { listEventTimes } from "@/lib/platform/db/tables/events";
import { isoDay } from "@/lib/platform/texts/format/time";
import { currentReader } from "@/lib/platform/texts/reader";

const DAYS = 30;
/** More sign-ins in a month than a person makes. */
const LIMIT = 2_000;

/** One day of a user's sign-ins; `day` as 2026-01-31, in the reader's time zone. */
export type SignInDay = { day: string; count: number };

/**
 * How often a user signed in on each of the last thirty days, today last. Days are in the reader's time
 * zone, or in UTC where it is unknown.
 */
export async function signInsByDay(userId: string, now = Date.now()): Promise<SignInDay[]> {
  const timeZone = currentReader().timeZone ?? "UTC";
  const dayOf = (time: number | Date) => isoDay(time, timeZone);
  const today = Date.parse(dayOf(now));
  const days = Array.from({ length: DAYS }, (_, index) =>
    new Date(today - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
  // No zone is a day ahead of UTC or behind it: extra events fall on none of the days.
  const since = new Date(today - DAYS * DAY_MS);
  const counts = new Map(days.map((day) => [day, 0]));
  for (const time of await listEventTimes(userId, "authn_login_success", since, LIMIT)) {
    const day = dayOf(time);
    const count = counts.get(day);
    if (count !== undefined) counts.set(day, count + 1);
  }
  return [...counts].map(([day, count]) => ({ day, count }));
}
