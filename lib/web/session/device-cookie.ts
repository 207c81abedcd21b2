import type { NextApiResponse } from "next";
import { DEVICE_DAYS } from "@/lib/features/sessions/devices";
import { DAY_S } from "@/lib/platform/core/time";
import { type CookieRequest, cookieName, setCookie } from "@/lib/platform/http/cookies";

const DEVICE_COOKIE = cookieName("device");

/** What the browser that sends this request is known by; null for one that was never signed in. */
export function deviceOf(req: CookieRequest): string | null {
  return req.cookies[DEVICE_COOKIE] ?? null;
}

/** Has the browser keep what it is known by. @param device what rememberDevice() gave */
export function keepDevice(res: NextApiResponse, device: string): void {
  setCookie(res, DEVICE_COOKIE, device, { maxAge: DEVICE_DAYS * DAY_S });
}
