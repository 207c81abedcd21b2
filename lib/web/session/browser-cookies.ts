import type { ServerResponse } from "node:http";
import { SIGN_IN_MS } from "@/lib/features/passkeys/challenges";
import { WAITING_MS } from "@/lib/features/providers/waiting";
import { DEVICE_DAYS } from "@/lib/features/sessions/devices";
import { MAIL_SIGN_IN_MS } from "@/lib/features/sign-in/mail-request";
import { PENDING_MS } from "@/lib/features/sign-in/steps";
import { DAY_S, SECOND_MS } from "@/lib/platform/core/time";
import {
  type CookieRequest,
  clearCookie,
  cookieName,
  setCookie,
} from "@/lib/platform/http/cookies";

const DEVICE_COOKIE = cookieName("device");
const PENDING_COOKIE = cookieName("pending");
const MAIL_COOKIE = cookieName("mail");
const WAITING_COOKIE = cookieName("waiting");
const PASSKEY_COOKIE = cookieName("passkey");

/** What the browser that sends this request is known by; null for one that was never signed in. */
export function deviceOf(req: CookieRequest): string | null {
  return req.cookies[DEVICE_COOKIE] ?? null;
}

/** Has the browser keep what it is known by. @param device what rememberDevice() gave */
export function keepDevice(res: ServerResponse, device: string): void {
  setCookie(res, DEVICE_COOKIE, device, { maxAge: DEVICE_DAYS * DAY_S });
}

/** The secret of the browser's pending sign-in; null where it has none. It opens nothing. */
export const pendingOf = (req: CookieRequest): string | null => req.cookies[PENDING_COOKIE] ?? null;

/** Has the browser keep the secret until the second proof. */
export function keepPending(res: ServerResponse, pending: string): void {
  setCookie(res, PENDING_COOKIE, pending, { maxAge: PENDING_MS / SECOND_MS });
}

/** Takes it away again, where there is one. */
export function dropPending(req: CookieRequest, res: ServerResponse): void {
  if (pendingOf(req) !== null) clearCookie(res, PENDING_COOKIE);
}

/** What the browser keeps of the sign-in by mail that it asked for; null where it asked for none. */
export const mailOf = (req: CookieRequest): string | null => req.cookies[MAIL_COOKIE] ?? null;

/** Has the browser keep it. @param sealed what requestSignInMail() gave */
export function keepMail(res: ServerResponse, sealed: string): void {
  setCookie(res, MAIL_COOKIE, sealed, { maxAge: MAIL_SIGN_IN_MS / SECOND_MS });
}

/** Takes it away again, where there is one. */
export function dropMail(req: CookieRequest, res: ServerResponse): void {
  if (mailOf(req) !== null) clearCookie(res, MAIL_COOKIE);
}

/** The challenge that the browser's sign-in page asks passkeys with, sealed; null where it has none. */
export const passkeyChallengeOf = (req: CookieRequest): string | null =>
  req.cookies[PASSKEY_COOKIE] ?? null;

/** Has the browser keep it until it is answered. */
export function keepPasskeyChallenge(res: ServerResponse, sealed: string): void {
  setCookie(res, PASSKEY_COOKIE, sealed, { maxAge: SIGN_IN_MS / SECOND_MS });
}

/** Takes it away again, where there is one: it was answered. */
export function dropPasskeyChallenge(req: CookieRequest, res: ServerResponse): void {
  if (passkeyChallengeOf(req) !== null) clearCookie(res, PASSKEY_COOKIE);
}

/** The identity that waits in the browser for an address, sealed; null where none does. */
export const waitingOf = (req: CookieRequest): string | null => req.cookies[WAITING_COOKIE] ?? null;

/** Has the browser keep it. @param sealed what waitForAddress() or askForAddress() gave */
export function keepWaiting(res: ServerResponse, sealed: string): void {
  setCookie(res, WAITING_COOKIE, sealed, { maxAge: WAITING_MS / SECOND_MS });
}

/** Takes it away again, where there is one. */
export function dropWaiting(req: CookieRequest, res: ServerResponse): void {
  if (waitingOf(req) !== null) clearCookie(res, WAITING_COOKIE);
}
