import type { IncomingMessage, ServerResponse } from "node:http";
import { type SerializeOptions, serialize } from "cookie";
import { brand } from "@/lib/platform/config/brand";
import { env } from "@/lib/platform/config/env";
import { singleton } from "@/lib/platform/core/singleton";

type Cookies = Partial<Record<string, string>>;

/** A request as Next hands it over: cookies already parsed. */
export type CookieRequest = IncomingMessage & { cookies: Cookies };

/**
 * Every cookie of the app is sent the same way: never readable by script, never sent along by another site,
 * and with the `__Host-` prefix where there is https, so that no sibling host or unencrypted page can plant
 * one. Source: RFC 6265bis section 4.1.3.
 */
export const COOKIE_OPTIONS = {
  httpOnly: true,
  sameSite: "lax",
  path: "/",
  secure: env.https,
} as const;

/** The one place that knows how cookies are named. */
export const cookieName = (name: string) =>
  `${env.https ? "__Host-" : ""}${env.COOKIE_PREFIX || brand.cookiePrefix}.${name}`;

/** Sets a cookie with the flags of all our cookies. */
export function setCookie(
  res: ServerResponse,
  name: string,
  value: string,
  options: SerializeOptions = {},
): void {
  const line = serialize(name, value, { ...COOKIE_OPTIONS, ...options });
  appendCookie(res, line);
}

/** Adds a ready-made Set-Cookie line, replacing an earlier one of the same name. */
export function appendCookie(res: ServerResponse, line: string): void {
  const name = line.slice(0, line.indexOf("=") + 1);
  const others = setCookieLines(res).filter((other) => !other.startsWith(name));
  hand.isOurs = true;
  res.setHeader("Set-Cookie", [...others, line]);
  hand.isOurs = false;
}

const hand = singleton("cookies.hand", () => ({ isOurs: false }));

/** Whether our own code is setting the header, and not a library. */
export const isOurHand = (): boolean => hand.isOurs;

export function clearCookie(res: ServerResponse, name: string): void {
  setCookie(res, name, "", { maxAge: 0 });
}

function setCookieLines(res: ServerResponse): string[] {
  const lines = res.getHeader("Set-Cookie") ?? [];
  return Array.isArray(lines) ? lines : [String(lines)];
}
