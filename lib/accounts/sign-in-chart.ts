import { listEventTimes } from "@/lib/db/events";

const DAY = 24 * 60 * 60_000;
const DAYS = 30;
/** More sign-ins in a month than this are not a person's. */
const LIMIT = 2_000;

/** One day of a user's sign-ins; `day` as 2026-01-31, in UTC. */
export type SignInDay = { day: string; count: number };

/** How often a user signed in on each of the last thirty days, today last. */
export async function signInsByDay(userId: string, now = Date.now()): Promise<SignInDay[]> {
  const today = Math.floor(now / DAY) * DAY;
  const first = today - (DAYS - 1) * DAY;
  const times = await listEventTimes(userId, "authn_login_success", new Date(first), LIMIT);
  const counts = new Map<string, number>();
  for (const time of times) counts.set(dayOf(+time), (counts.get(dayOf(+time)) ?? 0) + 1);
  return Array.from({ length: DAYS }, (_, index) => {
    const day = dayOf(first + index * DAY);
    return { day, count: counts.get(day) ?? 0 };
  });
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
