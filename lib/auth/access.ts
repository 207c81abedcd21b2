import type { Authentication } from "./authenticate";
import type { CurrentSession, CurrentUser } from "./types";

/**
 * Who may come in. Every page and API method states one; there is no default.
 * - public: anybody, signed in or not
 * - anonymous: only who is not signed in (sign-in, sign-up)
 * - user: who is signed in
 * - { role }: who is signed in and has that role, by the database
 */
export type Access = "public" | "anonymous" | "user" | { role: "admin" };

type SignedIn = { user: CurrentUser; session: CurrentSession };
type Anonymous = { user: null; session: null };

/** What a handler is given: a user that cannot be null where access says so. */
export type Caller<A extends Access> = A extends "public"
  ? SignedIn | Anonymous
  : A extends "anonymous"
    ? Anonymous
    : SignedIn;

type Refusal = "unauthenticated" | "forbidden" | "already_signed_in" | "unavailable";

/** The one decision of every guard. */
export function decide<A extends Access>(
  access: A,
  authentication: Authentication,
): { caller: Caller<A> } | { refusal: Refusal } {
  const { state } = authentication;
  if (access === "public" || access === "anonymous") {
    if (state !== "signed-in") return { caller: { user: null, session: null } as Caller<A> };
    if (access === "anonymous") return { refusal: "already_signed_in" };
  } else {
    if (state === "unavailable") return { refusal: "unavailable" };
    if (state === "anonymous") return { refusal: "unauthenticated" };
    if (access !== "user" && authentication.user.role !== access.role) {
      return { refusal: "forbidden" };
    }
  }
  const { user, session } = authentication;
  return { caller: { user, session } as Caller<A> };
}
