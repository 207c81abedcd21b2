import { isoDay } from "./time";

const DAY_MS = 86_400_000;

/**
 * When a day of a time zone begins, and when the next one does.
 * @param day as 2026-01-31
 * @param timeZone one that timeZoneOf() knows
 */
export function boundsOfDay(day: string, timeZone: string): { from: Date; to: Date } {
  return {
    from: firstMoment(day, (moment) => isoDay(moment, timeZone) >= day),
    to: firstMoment(day, (moment) => isoDay(moment, timeZone) > day),
  };
}

/**
 * The first millisecond that fits, near a day: halving finds it in thirty steps, whatever the zone's
 * clocks did that day. No zone is a day ahead of UTC or behind it, and a day has at most 25 hours.
 */
function firstMoment(day: string, fits: (moment: number) => boolean): Date {
  const midnight = Date.parse(day);
  let before = midnight - DAY_MS;
  let at = midnight + 3 * DAY_MS;
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (fits(middle)) at = middle;
    else before = middle;
  }
  return new Date(at);
}
