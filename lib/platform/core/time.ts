/*
 * Units of time by name. The name of a number ends in its unit: _MS milliseconds, _S seconds.
 *
 * One representation of a time on each layer: `Date` in lib/platform/db/tables and in code that calculates
 * with it, an ISO 8601 string (UTC) in anything that leaves: views, props, answers, the session.
 * Milliseconds since 1970 only where a clock is passed in (`now`).
 */

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** When the day of a time began, in UTC. */
export const dayOf = (moment: Date): Date => new Date(Math.floor(+moment / DAY_MS) * DAY_MS);

export const MINUTE_S = 60;
export const HOUR_S = 60 * MINUTE_S;
export const DAY_S = 24 * HOUR_S;
