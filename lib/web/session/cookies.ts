import type { ServerResponse } from "node:http";
import type { CookiesOptions } from "next-auth";
import { SECOND_MS } from "@/lib/platform/core/time";
import { COOKIE_OPTIONS, clearCookie, cookieName, setCookie } from "@/lib/platform/http/cookies";

export const SESSION_COOKIE = cookieName("session");
export const CSRF_COOKIE = cookieName("csrf-token");
export const CALLBACK_COOKIE = cookieName("callback-url");

/** The names of next-auth's short-lived OAuth cookies. */
export const OAUTH_COOKIES = ["state", "nonce", "pkce"].map(cookieName);

/** next-auth's cookies under our names and flags. */
export const authCookies: Partial<CookiesOptions> = {
  sessionToken: { name: SESSION_COOKIE, options: COOKIE_OPTIONS },
  csrfToken: { name: CSRF_COOKIE, options: COOKIE_OPTIONS },
  callbackUrl: { name: CALLBACK_COOKIE, options: COOKIE_OPTIONS },
  state: { name: cookieName("state"), options: { ...COOKIE_OPTIONS, maxAge: 900 } },
  nonce: { name: cookieName("nonce"), options: COOKIE_OPTIONS },
  pkceCodeVerifier: { name: cookieName("pkce"), options: { ...COOKIE_OPTIONS, maxAge: 900 } },
};

/**
 * Writes the session cookie. A remembered session's cookie lives as long as its row; any other
 * ends with the browser. Max-Age wins over Expires, and leaves a browser's wrong clock out of it
 * (RFC 6265, 5.3).
 */
export function setSessionCookie(
  res: ServerResponse,
  sealed: string,
  session: { remember: boolean; expiresAt: Date },
): void {
  const { remember, expiresAt: expires } = session;
  const maxAge = Math.max(0, Math.floor((expires.getTime() - Date.now()) / SECOND_MS));
  setCookie(res, SESSION_COOKIE, sealed, remember ? { expires, maxAge } : {});
}

/** Takes the session cookie away again. */
export function clearSessionCookie(res: ServerResponse): void {
  clearCookie(res, SESSION_COOKIE);
}
