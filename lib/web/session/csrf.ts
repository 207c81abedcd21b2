import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { ServerResponse } from "node:http";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { Problem } from "@/lib/platform/core/problem";
import { isHtmlForm } from "@/lib/platform/http/body";
import { type CookieRequest, setCookie } from "@/lib/platform/http/cookies";
import { namesItsOrigin } from "@/lib/platform/http/origin";
import { asksOwnHost, isOwnOrigin } from "@/lib/platform/http/own-host";
import { t } from "@/lib/platform/texts/t";
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
 * The hidden `csrfToken` of the forms of a page. The cookie it must match goes out
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

/**
 * Whether a request has nothing but the token of its form to show where it comes from: a form sent
 * by a browser without Fetch Metadata and Origin, such as lynx and w3m.
 */
export const isVouchedByToken = (req: CookieRequest): boolean =>
  isHtmlForm(req) && !namesItsOrigin(req);

/**
 * Lets a form through that carries the token of its page. A Referer, where there is one, must not
 * contradict it, and the address must be ours: a page that reached this machine by DNS rebinding
 * could read the token. See docs/decisions/035-every-browser.md.
 * @throws Problem cross_site
 */
export function requireCsrfToken(req: CookieRequest, posted: unknown): void {
  const { referer } = req.headers;
  const contradicted =
    referer !== undefined && !(URL.canParse(referer) && isOwnOrigin(req, new URL(referer).origin));
  if (asksOwnHost(req) && !contradicted && isCsrfToken(req, posted)) return;
  if (isCookieMissing(req, posted))
    throw new Problem("cross_site", { detail: () => t("details.cookiesMissing") });
  log.warn({ event: "malicious_csrf" }, "refused: without the token of its page");
  throw new Problem("cross_site", { detail: () => t("details.signInExpired") });
}

/**
 * Whether a form of ours came back without any cookie: its page came with one, so the browser
 * keeps none.
 */
export const isCookieMissing = ({ headers }: CookieRequest, posted: unknown): boolean =>
  typeof posted === "string" && posted !== "" && !headers.cookie;
