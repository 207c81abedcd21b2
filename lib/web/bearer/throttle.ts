import { env } from "@/lib/platform/config/env";
import { BoundedMap } from "@/lib/platform/core/bounded-map";
import { count } from "@/lib/platform/core/metrics";
import { singleton } from "@/lib/platform/core/singleton";
import { MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";

/*
 * How often a token may be used. Counted in the memory of each process, which gets its share of the whole:
 * a counter in the database would cost several times as much as the rest of the request
 * (docs/decisions/041-api-tokens.md).
 */

/** The calls that a token has left, as of a moment, and whether it has been told that there are none. */
type Bucket = { left: number; at: number; told: boolean };

/** Enough for every token in use at once; a token that is dropped begins with a full bucket. */
const MOST_TOKENS = 100_000;

const buckets = () =>
  singleton("api-tokens.throttle", () => new BoundedMap<string, Bucket>(MOST_TOKENS));

/** What one process allows a token in a minute. */
const share = Math.max(1, Math.ceil(env.API_TOKEN_PER_MINUTE / env.WEB_CONCURRENCY));

/**
 * Counts one call of a token: a minute's calls at once, then one after each fraction of a minute.
 * @param now milliseconds since 1970
 * @returns null, or the seconds until the next call is allowed, and whether this is the first refusal of a
 * series
 */
export function takeTurn(
  tokenId: string,
  now: number,
  most = share,
): { retryAfter: number; first: boolean } | null {
  const all = buckets();
  const { left, at, told } = all.get(tokenId) ?? { left: most, at: now, told: false };
  // A clock that was set back neither gives nor takes calls.
  const filled = Math.min(most, left + (Math.max(0, now - at) * most) / MINUTE_MS);
  if (filled >= 1) {
    // After a series of refusals the next one begins a new series only after a real pause.
    all.set(tokenId, { left: filled - 1, at: now, told: told && filled < most / 2 });
    return null;
  }
  all.set(tokenId, { left: filled, at: now, told: true });
  count("throttled", { limit: "api-token" });
  const wait = ((1 - filled) * MINUTE_MS) / most;
  return { retryAfter: Math.max(1, Math.ceil(wait / SECOND_MS)), first: !told };
}
