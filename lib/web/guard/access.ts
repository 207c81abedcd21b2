import type { AskingSession } from "@/lib/features/asking/asking";
import { requiresSecondFactor } from "@/lib/features/second-factor/required";
import { isRecent } from "@/lib/features/sessions/lifetime";
import { fits, type RoleAccess } from "@/lib/platform/config/roles";
import type { Authentication } from "@/lib/web/session/authenticate";
import type { CurrentSession, CurrentUser } from "@/lib/web/session/types";

/**
 * Who may come in. Every page and API method states one; there is no default.
 * - public: anybody, signed in or not
 * - anonymous: only who is not signed in (sign-in, sign-up)
 * - user: who is signed in
 * - { role }: who is signed in and has that very role, by the database
 * - { permission }: who is signed in and whose role has that permission (config/roles.ts)
 * - { recent: true }, alone or with one of these: in addition, authenticated recently; see isRecent()
 */
export type Access =
  | "public"
  | "anonymous"
  | "user"
  | (RoleAccess & { recent?: true })
  | { recent: true };

type SignedIn = { user: CurrentUser; session: CurrentSession };
type Anonymous = { user: null; session: null };

/** What a handler is given: a user that cannot be null where access says so. */
export type Caller<A extends Access> = A extends "public"
  ? SignedIn | Anonymous
  : A extends "anonymous"
    ? Anonymous
    : SignedIn;

/** What a method that acts is given in addition: the session by which it was let in. */
export type Asking<A extends Access> = A extends "public"
  ? { asking: AskingSession | null }
  : A extends "anonymous"
    ? { asking: null }
    : { asking: AskingSession };

export type Refusal =
  | "unauthenticated"
  | "forbidden"
  | "already_signed_in"
  | "reauthentication_required"
  | "second_factor_required"
  | "unavailable";

/**
 * The one decision of every guard.
 * @param withoutFactor whether it is open to an account that must set up a second factor first
 */
export function decide<A extends Access>(
  access: A,
  authentication: Authentication,
  withoutFactor = false,
): { caller: Caller<A> } | { refusal: Refusal } {
  const refusal = refuse(access, authentication, withoutFactor);
  if (refusal) return { refusal };
  const caller =
    authentication.state === "signed-in"
      ? { user: authentication.user, session: authentication.session }
      : { user: null, session: null };
  return { caller: caller as Caller<A> };
}

function refuse(
  access: Access,
  authentication: Authentication,
  withoutFactor: boolean,
): Refusal | null {
  const { state } = authentication;
  if (access === "public") return null;
  if (access === "anonymous") return state === "signed-in" ? "already_signed_in" : null;
  if (state === "unavailable") return "unavailable";
  if (state === "anonymous") return "unauthenticated";
  const { user, session } = authentication;
  if (!withoutFactor && user.secondFactorSince === null && requiresSecondFactor(user.role)) {
    return "second_factor_required";
  }
  if (access === "user") return null;
  if (asksForRole(access) && !fits(user.role, access)) return "forbidden";
  if (access.recent && !isRecent(session, Date.now())) return "reauthentication_required";
  return null;
}

/** Whether an access asks for more than somebody who is signed in. */
export const asksForRole = (access: Access): access is RoleAccess & { recent?: true } =>
  typeof access === "object" && ("role" in access || "permission" in access);
