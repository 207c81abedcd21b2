import { cookieName } from "@/lib/platform/http/cookies";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";

/** A cookie's name (RFC 6265, 4.1.1: a token), byte by byte; the spaces around it taken off. */
const PAIR = /^[ \t]*([!#$%&'*+\-.^_`|~\w]+)[ \t]*=/;
/** What all of our names begin with. */
const OURS = cookieName("");
/**
 * Of ours, and of others'. Browsers keep 180 or fewer for a site. Each costs, a value with a wrong escape most: an
 * exception a reader.
 */
const MOST_COOKIES = 250;

/**
 * The Cookie header as every reader of it understands it alike, made in one pass before anything reads it.
 * Left out are
 * - names that are no token: parsers trim bytes such as 0xA0 that browsers count as part of a name, so a
 *   sibling host could plant a cookie of ours in spite of `__Host-`;
 * - names that only begin like the session's: next-auth joins such pieces into one cookie, and takes
 *   quadratic time for it;
 * - all except the first cookie of a name of ours: parsers disagree on which of two counts;
 * - what comes after the first 250 of ours, and after the first 250 of others'.
 * @param header as received, decoded as latin1; @returns "" when nothing is left
 */
export function cleanCookies(header: string): string {
  const seen = new Set<string>();
  let others = 0;
  return header
    .split(";")
    .filter((pair) => {
      const name = PAIR.exec(pair)?.[1];
      if (name === undefined) return false;
      if (!name.startsWith(OURS)) return !name.includes(SESSION_COOKIE) && others++ < MOST_COOKIES;
      if (name.startsWith(SESSION_COOKIE) && name !== SESSION_COOKIE) return false;
      if (seen.has(name) || seen.size === MOST_COOKIES) return false;
      seen.add(name);
      return true;
    })
    .map((pair) => pair.trim())
    .join("; ");
}
