import type { ServerResponse } from "node:http";
import { DAY_S } from "@/lib/platform/core/time";
import { foreignKeyId } from "@/lib/platform/crypto/key";
import { open, seal } from "@/lib/platform/crypto/sealed";
import {
  type CookieRequest,
  clearCookie,
  cookieName,
  setCookie,
} from "@/lib/platform/http/cookies";
import { afterSignIn } from "@/lib/web/session/redirects";

/*
 * Where somebody wanted to go before they had to sign up, confirm an address or set a password.
 * The pages hand it on in their addresses; over the mail in between a cookie keeps
 * it. It is not part of the mailed link: anybody can have one sent to anybody.
 */

const COOKIE = cookieName("way");
const PURPOSE = "way";
/** As long as a link that confirms an address. */
const MAX_AGE = DAY_S;
/** Browsers drop a cookie over 4 kB. */
const LIMIT = 1_000;

const USUAL = afterSignIn(undefined);

/**
 * Another page on the way in, such as sign-up from sign-in. It keeps where its reader wanted to go,
 * unless that is where everybody goes.
 * @param callbackUrl a path of this site
 */
export function wayInPath(page: string, callbackUrl: string): string {
  if (callbackUrl === USUAL) return page;
  const joint = page.includes("?") ? "&" : "?";
  return `${page}${joint}callbackUrl=${encodeURIComponent(callbackUrl)}`;
}

/**
 * Keeps where somebody wants to go until they come back by a mailed link.
 * @param wanted as a form sent it
 * @returns the page to show in the meantime, which keeps it too
 */
export async function keepDestination(
  res: ServerResponse,
  page: string,
  wanted: unknown,
): Promise<string> {
  const callbackUrl = afterSignIn(wanted);
  if (callbackUrl !== USUAL && callbackUrl.length <= LIMIT) {
    setCookie(res, COOKIE, await seal(PURPOSE, { callbackUrl }, MAX_AGE), { maxAge: MAX_AGE });
  }
  return wayInPath(page, callbackUrl);
}

/** Hands what was kept on to a page, once. */
export async function resumeDestination(
  req: CookieRequest,
  res: ServerResponse,
  page: string,
): Promise<string> {
  const sealed = req.cookies[COOKIE];
  // What another installation on this host has sealed is left to it.
  if (!sealed || foreignKeyId(sealed) !== null) return page;
  clearCookie(res, COOKIE);
  const kept = await open<{ callbackUrl: string }>(PURPOSE, sealed);
  return wayInPath(page, afterSignIn(kept?.callbackUrl));
}
