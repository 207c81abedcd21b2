import { randomBytes } from "node:crypto";

/**
 * The smallest id that could have been made at a time or later. Ids are UUIDs of version 7, which begin
 * with the milliseconds since 1970 (RFC 9562, 5.7): a range of time is a range of ids, and needs no index
 * of its own.
 */
export function firstIdAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** An id as it would have been made at a time: for rows with a date in the past. */
export const idAt = (moment: Date): string =>
  firstIdAt(moment).slice(0, -12) + randomBytes(6).toString("hex");
