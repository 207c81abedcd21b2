import type { Problem } from "@/lib/platform/core/problem";
import { requestSlot } from "@/lib/platform/core/request-context";

/*
 * next-auth calls our callbacks and lets them return what it wants to know, and nothing else. What the
 * callbacks and their caller need to tell each other about a request goes through these slots.
 */

/** One call of next-auth that may sign somebody in. */
export type SignInExchange = {
  /** The secret of the browser that asks; null where it was never signed in. See devices.ts. */
  readonly device: string | null;
  /** The session that the call has opened. `device` is the secret its browser is to keep. */
  opened?: { remember: boolean; expiresAt: Date; device: string };
  /** Why a provider of ours refused. */
  problem?: Problem;
};

/** Filled by the providers and by startSession(), read by the route. */
export const signInExchange = requestSlot<SignInExchange>();

/** The session that the request came with, once it was found in the database. */
export const sessionInUse = requestSlot<{ id: string; secretHash: string }>();

/** Set where a session cookie came that the database could not be asked about. */
export const sessionUnchecked = requestSlot<true>();
