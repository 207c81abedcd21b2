import type { ServerResponse } from "node:http";
import { DEVICE_DAYS } from "@/lib/features/sessions/devices";
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
