import type { NextApiResponse } from "next";
import { DEVICE_DAYS, rememberDevice } from "@/lib/features/sessions/devices";
import { DAY_S } from "@/lib/platform/core/time";
import { type CookieRequest, cookieName, setCookie } from "@/lib/platform/http/cookies";

const DEVICE_COOKIE = cookieName("device");

/** What the browser that sends this request is known by; null for one that was never signed in. */
export function deviceOf(req: CookieRequest): string | null {
  return req.cookies[DEVICE_COOKIE] ?? null;
}

/**
 * Makes this browser a known device of an account, which has just been proved to be its owner's.
 * @param device what the browser is known by so far; null for a new one
 */
export async function keepDevice(
  res: NextApiResponse,
  userId: string,
  device: string | null,
): Promise<void> {
  setCookie(res, DEVICE_COOKIE, await rememberDevice(userId, device), {
    maxAge: DEVICE_DAYS * DAY_S,
  });
}
