import { z } from "zod";
import { type AskingSession, requireSession } from "@/lib/features/caller/caller";
import {
  type MemberAccess,
  type MemberRole,
  memberFits,
} from "@/lib/platform/config/organisations/member-roles";
import { Problem } from "@/lib/platform/core/problem";
import {
  findMemberRole,
  findMembership,
  hasOtherOwner,
  type Membership,
} from "@/lib/platform/db/tables/organisations/members";
import {
  lockOrganisation,
  type Organisation,
} from "@/lib/platform/db/tables/organisations/organisations";
import { lockUser } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { slugParam } from "./fields";

export type { Membership } from "@/lib/platform/db/tables/organisations/members";

/**
 * Finds the caller's membership in the organisation that a URL names: the guard's one question.
 * @param slug as the path has it
 * @returns null for a non-member, and where there is no such organisation
 */
export async function membershipOf(userId: string, slug: unknown): Promise<Membership | null> {
  const parsed = slugParam.safeParse(slug);
  return parsed.success ? findMembership(parsed.data, userId) : null;
}

/** The caller and the organisation: both from the guard, never from the request's content. */
export type AskingMember = { asking: AskingSession; membership: Membership };

/** What a transaction has locked: the organisation, with the caller's role, both as of now. */
export type Held = { organisation: Organisation; role: MemberRole; tx: Connection };

/**
 * Locks an account and then the caller's organisation for a transaction, in that order everywhere. What the
 * guard saw may have changed by the time the locks are free.
 * @param userId the account that the change is about; the caller's where none is named
 * @param wanted what the caller still has to be
 * @throws Problem not_found when the caller is no longer a member; forbidden when the role is too low now;
 * unauthenticated
 */
export function inOrganisation<T>(
  { asking, membership }: AskingMember,
  { userId = asking.userId, wanted }: { userId?: string; wanted: MemberAccess },
  work: (held: Held) => Promise<T>,
): Promise<T> {
  return transaction(async (tx) => {
    await lockUser(userId, tx);
    await requireSession(asking, tx);
    const organisation = await lockOrganisation(membership.organisation.id, tx);
    if (!organisation) throw new Problem("not_found");
    const role = await findMemberRole(organisation.id, asking.userId, tx);
    if (!role) throw new Problem("not_found");
    if (!memberFits(role, wanted)) throw new Problem("forbidden");
    return work({ organisation, role, tx });
  });
}

/**
 * Stops a transaction that would leave an organisation without an owner who can sign in. It has locked the
 * organisation.
 * @throws Problem last_owner
 */
export async function requireAnotherOwner(
  organizationId: string,
  userId: string,
  tx: Connection,
): Promise<void> {
  if (!(await hasOtherOwner(organizationId, userId, tx))) throw new Problem("last_owner");
}

/** A page of a list, by the id of the last one of the previous page. Invalid values give the first page. */
export const afterQuery = z.object({ after: z.uuid().nullable().catch(null).default(null) });
