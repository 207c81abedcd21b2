import { randomBytes } from "node:crypto";

/**
 * The smallest identifier that could have been made at a moment or later. Identifiers are UUIDs of
 * version 7, which begin with the milliseconds since 1970 (RFC 9562, 5.7): a range of time is a
 * range of identifiers, and needs no index of its own.
 */
export function firstIdAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** An identifier as it would have been made at a moment: for rows that are written with a past. */
export const idAt = (moment: Date): string =>
  firstIdAt(moment).slice(0, -12) + randomBytes(6).toString("hex");
