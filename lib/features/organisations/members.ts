import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import {
  isAtLeast,
  MEMBER_ROLES,
  memberMay,
  OWNER,
} from "@/lib/platform/config/organisations/member-roles";
import { Problem } from "@/lib/platform/core/problem";
import {
  findMember,
  findMemberRole,
  listMembers,
  type Member,
  removeMember,
  setMemberRole,
} from "@/lib/platform/db/tables/organisations/members";
import { memberRoleField } from "./fields";
import { type AskingMember, inOrganisation, requireAnotherOwner } from "./membership";

/** Members on one page. */
const PAGE_SIZE = 50;

export const memberInput = z.object({ role: memberRoleField });

/** A member as the other members see them. `id` is that of the account; the date is ISO 8601. */
export const memberView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(MEMBER_ROLES),
    disabled: z.boolean(),
    since: z.iso.datetime(),
  })
  .meta({ id: "Member" });

export type MemberView = z.infer<typeof memberView>;

/** One page of members, and the `after` of the next page or null. */
export const memberPage = z.object({ members: z.array(memberView), next: z.uuid().nullable() });

const viewOf = ({ userId, createdAt, ...member }: Member): MemberView => ({
  id: userId,
  ...member,
  since: createdAt.toISOString(),
});

/** One page of the members of an organisation. */
export async function pageOfMembers(
  organizationId: string,
  after: string | null,
): Promise<z.infer<typeof memberPage>> {
  const found = await listMembers(organizationId, { after, take: PAGE_SIZE + 1 });
  const members = found.slice(0, PAGE_SIZE).map(viewOf);
  return { members, next: found.length > PAGE_SIZE ? (members.at(-1)?.id ?? null) : null };
}

/**
 * Gives a member another role. Nobody assigns a role above their own, or changes a member above them. To
 * transfer an organisation, an owner makes somebody else an owner and then steps down.
 * @throws Problem not_found for a non-member; forbidden; last_owner
 */
export async function changeMember(
  asking: AskingMember,
  userId: string,
  { role }: z.infer<typeof memberInput>,
): Promise<MemberView> {
  const wanted = { permission: "members.change" } as const;
  await inOrganisation(asking, { userId, wanted }, async ({ organisation, role: own, tx }) => {
    const { id: organizationId } = organisation;
    const before = await findMemberRole(organizationId, userId, tx);
    if (!before) throw new Problem("not_found");
    if (!isAtLeast(own, before) || !isAtLeast(own, role)) throw new Problem("forbidden");
    if (before === role) return;
    if (before === OWNER) await requireAnotherOwner(organizationId, userId, tx);
    await setMemberRole(organizationId, userId, role, tx);
    await recordEvent(`member_role:${role}`, { subjectId: userId, organizationId, on: tx });
  });
  const member = await findMember(asking.membership.organisation.id, userId);
  if (!member) throw new Problem("not_found");
  return viewOf(member);
}

/**
 * Removes a member, or lets the caller leave.
 * @throws Problem not_found for a non-member; forbidden; last_owner
 */
export function endMembership(asking: AskingMember, userId: string): Promise<void> {
  const wanted = { member: "member" } as const;
  const leaves = userId === asking.asking.userId;
  return inOrganisation(asking, { userId, wanted }, async ({ organisation, role: own, tx }) => {
    const { id: organizationId } = organisation;
    const before = await findMemberRole(organizationId, userId, tx);
    if (!leaves && !memberMay(own, "members.change")) throw new Problem("forbidden");
    if (!before) throw new Problem("not_found");
    if (!isAtLeast(own, before)) throw new Problem("forbidden");
    if (before === OWNER) await requireAnotherOwner(organizationId, userId, tx);
    await removeMember(organizationId, userId, tx);
    const event = leaves ? "member_removed:left" : "member_removed";
    await recordEvent(event, { subjectId: userId, organizationId, on: tx });
  });
}
