import { DAY_MS } from "@/lib/platform/core/time";
import { listEventTimes } from "@/lib/platform/db/tables/events";

const DAYS = 30;
/** More sign-ins in a month than this are not a person's. */
const LIMIT = 2_000;

/** One day of a user's sign-ins; `day` as 2026-01-31, in UTC. */
export type SignInDay = { day: string; count: number };

/** How often a user signed in on each of the last thirty days, today last. */
export async function signInsByDay(userId: string, now = Date.now()): Promise<SignInDay[]> {
  const first = dayOf(now) - (DAYS - 1);
  const since = new Date(first * DAY_MS);
  const times = await listEventTimes(userId, "authn_login_success", since, LIMIT);
  const counts = new Map<number, number>();
  for (const time of times) counts.set(dayOf(+time), (counts.get(dayOf(+time)) ?? 0) + 1);
  return Array.from({ length: DAYS }, (_, index) => ({
    day: nameOf(first + index),
    count: counts.get(first + index) ?? 0,
  }));
}

/** Days are counted from 1970. */
const dayOf = (time: number) => Math.floor(time / DAY_MS);

const nameOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
