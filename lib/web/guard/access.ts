import type { AskingSession } from "@/lib/features/caller/caller";
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
 * - anonymous: only visitors who are not signed in (sign-in, sign-up)
 * - user: anybody who is signed in
 * - { role }: a signed-in user with exactly that role, as the database has it
 * - { permission }: a signed-in user whose role has that permission (config/roles.ts)
 * - { member }: a member of the organisation that `[slug]` of the path names, in that role or a higher one;
 *   nobody else learns whether the organisation exists
 * - { permission } of a member (config/organisations/member-roles.ts): a member whose role there has it
 * - { recent: true }, alone or with one of these: the user has also authenticated recently; see isRecent()
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

/** What a handler is given: a user and a membership that cannot be null where access says so. */
export type Caller<A extends Access> = A extends "public"
  ? SignedIn | Anonymous
  : A extends "anonymous"
    ? Anonymous
    : A extends MemberAccess
      ? InOrganisation
      : SignedIn;

/** What a method that acts is also given: the session by which the caller was let in. */
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

/** What a caller wants to do, beyond what its access says. */
type Doing = {
  /** It is open to an account that has to set up a second factor first. */
  withoutFactor?: true | undefined;
  /** It may change something, and is closed to an impersonating administrator. */
  changes?: boolean | undefined;
};

/**
 * The one decision of every guard.
 * @param membership as findMembershipFor() returns it, where access requires one
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
    // What requires the owner's own proof or a right, or changes anything, is closed to an impersonating
    // administrator.
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
  // A program gives no proof of its own: with a token nobody was authenticated recently.
  if (access.recent && !(session && isRecent(session, Date.now())))
    return "reauthentication_required";
  return null;
}

/** Whether an access requires anything of the caller's role in the app. */
export const asksForRole = (access: Access): access is RoleAccess & { recent?: true } =>
  typeof access === "object" &&
  ("role" in access || ("permission" in access && !isMemberPermission(access.permission)));

/** Whether an access requires a membership of the organisation that the path names. */
export const asksForMembership = (access: Access): access is MemberAccess & { recent?: true } =>
  typeof access === "object" &&
  ("member" in access || ("permission" in access && isMemberPermission(access.permission)));

/**
 * The membership that an access requires: one lookup, by the slug of the path and the caller. Any other
 * access costs no query.
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
