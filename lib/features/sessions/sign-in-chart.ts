import { BoundedMap } from "@/lib/platform/core/bounded-map";
import { listEventTimes } from "@/lib/platform/db/tables/events";

const DAY = 24 * 60 * 60_000;
const DAYS = 30;
/** More sign-ins in a month than this are not a person's. */
const LIMIT = 2_000;

/** One day of a user's sign-ins; `day` as 2026-01-31, in UTC. */
export type SignInDay = { day: string; count: number };

/** How often a user signed in on each of the last thirty days, today last. */
export async function signInsByDay(userId: string, now = Date.now()): Promise<SignInDay[]> {
  const first = dayOf(now) - (DAYS - 1);
  const since = new Date(first * DAY);
  const times = await listEventTimes(userId, "authn_login_success", since, LIMIT);
  const counts = new Map<number, number>();
  for (const time of times) counts.set(dayOf(+time), (counts.get(dayOf(+time)) ?? 0) + 1);
  return Array.from({ length: DAYS }, (_, index) => ({
    day: nameOf(first + index),
    count: counts.get(first + index) ?? 0,
  }));
}

/** Days are counted from 1970. */
const dayOf = (time: number) => Math.floor(time / DAY);

/** The same thirty for everybody, and Next's Date is dear. */
const names = new BoundedMap<number, string>(2 * DAYS);

function nameOf(day: number): string {
  const known = names.get(day);
  if (known) return known;
  const name = new Date(day * DAY).toISOString().slice(0, 10);
  names.set(day, name);
  return name;
}
