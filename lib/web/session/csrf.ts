import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { ServerResponse } from "node:http";
import { env } from "@/lib/platform/config/env";
import { type CookieRequest, setCookie } from "@/lib/platform/http/cookies";
import { CSRF_COOKIE } from "./cookies";

const sign = (token: string) => hash("sha256", `${token}${env.secrets[0]}`);

/** The token of a cookie that next-auth or we issued: `token|sha256(token + secret)`. */
function tokenOf(cookie: string | undefined): string | null {
  const [token = "", signature = ""] = (cookie ?? "").split("|");
  const expected = Buffer.from(sign(token));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

/**
 * The hidden `csrfToken` of a form that posts to next-auth. The cookie it must match goes out
 * with the same page, so that the first submit of a fresh browser succeeds; next-auth's own
 * getCsrfToken on the server loses that cookie (nextauthjs/next-auth#2307).
 */
export function issueCsrfToken(req: CookieRequest, res: ServerResponse): string {
  const present = tokenOf(req.cookies[CSRF_COOKIE]);
  if (present) return present;
  const { token, cookie } = newCsrfToken();
  setCookie(res, CSRF_COOKIE, cookie);
  // A second form on the same page must carry the same token.
  req.cookies[CSRF_COOKIE] = cookie;
  return token;
}

/** A token, and the cookie next-auth takes for its own. */
export function newCsrfToken(): { token: string; cookie: string } {
  const token = randomBytes(32).toString("hex");
  return { token, cookie: `${token}|${sign(token)}` };
}

/** Whether a posted token matches the cookie, by next-auth's own rule. */
export function isCsrfToken(req: CookieRequest, posted: unknown): boolean {
  const token = tokenOf(req.cookies[CSRF_COOKIE]);
  return token !== null && token === posted;
}
