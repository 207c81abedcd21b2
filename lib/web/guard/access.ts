import type { AskingSession } from "@/lib/features/asking/asking";
import { type Membership, membershipOf } from "@/lib/features/organisations/membership";
import { requiresSecondFactor } from "@/lib/features/second-factor/required";
import { isRecent } from "@/lib/features/sessions/lifetime";
import {
  isMemberPermission,
  type MemberAccess,
  memberFits,
} from "@/lib/platform/config/organisations/member-roles";
import { fits, type RoleAccess } from "@/lib/platform/config/roles";
import type { TokenAuthentication } from "@/lib/web/bearer/authenticate";
import type { Authentication } from "@/lib/web/session/authenticate";
import type { CurrentSession, CurrentUser } from "@/lib/web/session/types";

/**
 * Who has access. Every page and API method states it; there is no default.
 * - public: anybody, signed in or not
 * - anonymous: only who is not signed in (sign-in, sign-up)
 * - user: who is signed in
 * - { role }: who is signed in and has that very role, by the database
 * - { permission }: who is signed in and whose role has that permission (config/roles.ts)
 * - { member }: who belongs to the organisation that `[slug]` of the path names, in that role or a greater
 *   one; nobody else learns whether there is such an organisation
 * - { permission } of a member (config/organisations/member-roles.ts): the same, whose role there has it
 * - { recent: true }, alone or with one of these: in addition, authenticated recently; see isRecent()
 */
export type Access =
  | "public"
  | "anonymous"
  | "user"
  | ((RoleAccess | MemberAccess) & { recent?: true })
  | { recent: true };

type SignedIn = { user: CurrentUser; session: CurrentSession };
type InOrganisation = SignedIn & { membership: Membership };
type Anonymous = { user: null; session: null };

/** What a handler is given: a user, and a membership, that cannot be null where access says so. */
export type Caller<A extends Access> = A extends "public"
  ? SignedIn | Anonymous
  : A extends "anonymous"
    ? Anonymous
    : A extends MemberAccess
      ? InOrganisation
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
  | "not_found"
  | "already_signed_in"
  | "reauthentication_required"
  | "second_factor_required"
  | "impersonated"
  | "unavailable";

/** What a caller wants to do, as far as its access does not say. */
type Doing = {
  /** It is open to an account that must set up a second factor first. */
  withoutFactor?: true | undefined;
  /** It may change something, and is not open to an administrator who acts for somebody. */
  changes?: boolean | undefined;
};

/**
 * The one decision of every guard.
 * @param membership as findMembershipFor() gives it, where access asks for one
 */
export function decide<A extends Access>(
  access: A,
  authentication: Authentication | TokenAuthentication,
  doing: Doing = {},
  membership: Membership | null = null,
): { caller: Caller<A> } | { refusal: Refusal } {
  const refusal = refuse(access, authentication, doing, membership);
  if (refusal) return { refusal };
  const caller =
    "user" in authentication
      ? {
          user: authentication.user,
          session: authentication.session,
          ...(membership && { membership }),
        }
      : { user: null, session: null };
  return { caller: caller as Caller<A> };
}

function refuse(
  access: Access,
  authentication: Authentication | TokenAuthentication,
  { withoutFactor, changes }: Doing,
  membership: Membership | null,
): Refusal | null {
  const { state } = authentication;
  if (access === "public") return null;
  if (access === "anonymous") return state === "signed-in" ? "already_signed_in" : null;
  if (state === "unavailable") return "unavailable";
  if (state === "anonymous") return "unauthenticated";
  const { user, session } = authentication;
  if (session?.impersonator) {
    // What takes the owner's own proof, or a right, is not for who acts for them; nor what changes anything.
    const owners = typeof access === "object" && (access.recent || asksForRole(access));
    if (owners || changes) return "impersonated";
  } else if (!withoutFactor && user.secondFactorSince === null && requiresSecondFactor(user.role)) {
    return "second_factor_required";
  }
  if (access === "user") return null;
  if (asksForMembership(access)) {
    if (!membership) return "not_found";
    if (!memberFits(membership.role, access)) return "forbidden";
  }
  if (asksForRole(access) && !fits(user.role, access)) return "forbidden";
  // A program gives no proof of its own: by a token nobody was authenticated recently.
  if (access.recent && !(session && isRecent(session, Date.now())))
    return "reauthentication_required";
  return null;
}

/** Whether an access asks for something of the caller's role in the app. */
export const asksForRole = (access: Access): access is RoleAccess & { recent?: true } =>
  typeof access === "object" &&
  ("role" in access || ("permission" in access && !isMemberPermission(access.permission)));

/** Whether an access asks for a membership of the organisation that the path names. */
export const asksForMembership = (access: Access): access is MemberAccess & { recent?: true } =>
  typeof access === "object" &&
  ("member" in access || ("permission" in access && isMemberPermission(access.permission)));

/**
 * The membership that an access asks for: one lookup, by the slug of the path and the caller. Any other
 * access costs nothing.
 * @param slug as the path has it
 */
export async function findMembershipFor(
  access: Access,
  authentication: Authentication | TokenAuthentication,
  slug: unknown,
): Promise<Membership | null> {
  if (!asksForMembership(access) || !("user" in authentication)) return null;
  return membershipOf(authentication.user.id, slug);
}
