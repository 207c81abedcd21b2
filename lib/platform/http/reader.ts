import type { IncomingMessage, ServerResponse } from "node:http";
import Negotiator from "negotiator";
import { env } from "@/lib/platform/config/env";
import { isLanguage, LANGUAGE_CODES, type Language } from "@/lib/platform/config/languages";
import { BoundedMap } from "@/lib/platform/core/bounded-map";
import { withRequestContext } from "@/lib/platform/core/request-context";
import { type Reader, withReader } from "@/lib/platform/texts/reader";
import { type CookieRequest, clearCookie, cookieName, setCookie } from "./cookies";

/** Holds the footer switch's choice, or the account's setting. */
const LANGUAGE_COOKIE = cookieName("language");
const KEEP_SECONDS = 365 * 24 * 60 * 60;
/** Holds the browser's time zone, written by a script of ours. */
export const TIME_ZONE_COOKIE = cookieName("time-zone");

/**
 * Runs `work` for a request: the code it calls can read who sent it (requestOrigin) and for whom to write
 * (currentReader).
 */
export function withRequest<T>(req: CookieRequest, work: () => T): T {
  return withRequestContext(req, () => withReader(() => readerOf(req), work));
}

/** What a request says about its reader. An account's settings take precedence once known. */
export function readerOf(req: CookieRequest): Reader {
  const chosen = req.cookies[LANGUAGE_COOKIE];
  return {
    language: isLanguage(chosen) ? chosen : preferredLanguage(req),
    timeZone: timeZoneOf(req.cookies[TIME_ZONE_COOKIE] ?? ""),
  };
}

/**
 * Keeps the language in a cookie, unless the browser has it already.
 * @param language null to ask the browser again
 */
export function keepLanguage(
  req: CookieRequest,
  res: ServerResponse,
  language: Language | null,
): void {
  if (req.cookies[LANGUAGE_COOKIE] === (language ?? undefined)) return;
  if (language) setCookie(res, LANGUAGE_COOKIE, language, { maxAge: KEEP_SECONDS });
  else clearCookie(res, LANGUAGE_COOKIE);
}

/** The default comes first: it applies to any other language. */
const OFFERED = [env.DEFAULT_LANGUAGE, ...LANGUAGE_CODES];

/** The language of ours that Accept-Language prefers (RFC 9110, 12.5.4). */
function preferredLanguage({ headers }: IncomingMessage): Language {
  const found = new Negotiator({ headers }).language(OFFERED);
  return isLanguage(found) ? found : env.DEFAULT_LANGUAGE;
}

const NAME = /^[A-Za-z][\w+/-]{0,63}$/;
const zones = new BoundedMap<string, string | null>(1000);

/**
 * A time zone by its IANA name, in the one spelling that Intl keeps for it; null where there is none.
 * Browsers, forms and people use several spellings.
 */
export function timeZoneOf(name: string): string | null {
  if (!NAME.test(name)) return null;
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = resolve(name);
    zones.set(name, zone);
  }
  return zone;
}

function resolve(timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
