import {
  type MemberRole,
  memberRoleOf,
  OWNER,
} from "@/lib/platform/config/organisations/member-roles";
import { db } from "@/lib/platform/db/client";
import { read } from "@/lib/platform/db/driver-read";
import type { Connection } from "@/lib/platform/db/transaction";
import type { Organisation } from "./organisations";

/** A membership of an organisation, as the guard finds it. */
export type Membership = {
  organisation: Pick<Organisation, "id" | "slug" | "name">;
  role: MemberRole;
};

/** A member as the list shows one. */
export type Member = {
  userId: string;
  name: string;
  email: string;
  role: MemberRole;
  disabled: boolean;
  createdAt: Date;
};

type Row = { id: string; slug: string; name: string; role: string };

const LOOKUP = `
  SELECT o."id", o."slug", o."name", m."role"
  FROM "Organization" o JOIN "Member" m ON m."organizationId" = o."id"
  WHERE o."slug" = $1 AND m."userId" = $2`;

/** What the guard reads on every request about an organisation; null for a non-member. */
export async function findMembership(slug: string, userId: string): Promise<Membership | null> {
  const [row] = await read<Row>(LOOKUP, [slug, userId]);
  if (!row) return null;
  const { role, ...organisation } = row;
  return { organisation, role: memberRoleOf(role) };
}

/** The role of a member; null for a non-member. */
export async function findMemberRole(
  organizationId: string,
  userId: string,
  on: Connection = db,
): Promise<MemberRole | null> {
  const where = { organizationId_userId: { organizationId, userId } };
  const found = await on.member.findUnique({ where, select: { role: true } });
  return found && memberRoleOf(found.role);
}

/** @throws a unique violation for an existing member */
export async function addMember(
  member: { organizationId: string; userId: string; role: MemberRole },
  on: Connection,
): Promise<void> {
  await on.member.create({ data: member, select: { userId: true } });
}

/** Gives a member another role. @throws for a non-member */
export async function setMemberRole(
  organizationId: string,
  userId: string,
  role: MemberRole,
  on: Connection,
): Promise<void> {
  const where = { organizationId_userId: { organizationId, userId } };
  await on.member.update({ where, data: { role }, select: { userId: true } });
}

/** Removes somebody from an organisation. */
export async function removeMember(
  organizationId: string,
  userId: string,
  on: Connection,
): Promise<void> {
  await on.member.deleteMany({ where: { organizationId, userId } });
}

/** Whether there is another owner who can sign in. */
export async function hasOtherOwner(
  organizationId: string,
  userId: string,
  on: Connection = db,
): Promise<boolean> {
  const where = {
    organizationId,
    userId: { not: userId },
    role: OWNER,
    user: { disabledAt: null },
  };
  return (await on.member.findFirst({ where, select: { userId: true } })) !== null;
}

/** Whether there is another member, whoever it is. */
export async function hasOtherMember(
  organizationId: string,
  userId: string,
  on: Connection = db,
): Promise<boolean> {
  const where = { organizationId, userId: { not: userId } };
  return (await on.member.findFirst({ where, select: { userId: true } })) !== null;
}

/** The ids of the organisations that somebody owns, in the order in which they are locked. */
export async function listOwned(userId: string, on: Connection = db): Promise<string[]> {
  const where = { userId, role: OWNER };
  const rows = await on.member.findMany({ where, select: { organizationId: true } });
  return rows.map(({ organizationId }) => organizationId).sort();
}

/** The ids of the organisations that somebody belongs to. */
export async function listMembershipIds(userId: string, on: Connection): Promise<string[]> {
  const rows = await on.member.findMany({ where: { userId }, select: { organizationId: true } });
  return rows.map(({ organizationId }) => organizationId);
}

/** The memberships of somebody. @param take how many at most */
export async function listMemberships(userId: string, take: number): Promise<Membership[]> {
  const rows = await db.member.findMany({
    where: { userId },
    select: { role: true, organization: { select: { id: true, slug: true, name: true } } },
    orderBy: { organization: { name: "asc" } },
    take,
  });
  return rows.filter(isWhole).map(({ role, organization }) => ({
    organisation: organization,
    role: memberRoleOf(role),
  }));
}

/** How many organisations somebody belongs to. */
export const countMemberships = (userId: string, on: Connection): Promise<number> =>
  on.member.count({ where: { userId } });

/**
 * The members of an organisation, by their ids.
 * @param after the id of the last one of the page before, or null
 */
export async function listMembers(
  organizationId: string,
  { after, take }: { after: string | null; take: number },
): Promise<Member[]> {
  const rows = await db.member.findMany({
    where: { organizationId, ...(after && { userId: { gt: after } }) },
    select: MEMBER,
    orderBy: { userId: "asc" },
    take,
  });
  return rows.filter(isWhole).map(memberOf);
}

/**
 * Whether a row is complete. Prisma reads the related rows after the row itself: an account or an
 * organisation that is deleted in between is null, whatever the type says, and the row is about to be
 * deleted.
 */
const isWhole = (row: object): boolean => Object.values(row).every((value) => value !== null);

const MEMBER = {
  userId: true,
  role: true,
  createdAt: true,
  user: { select: { name: true, email: true, disabledAt: true } },
} as const;

type MemberRow = {
  userId: string;
  role: string;
  createdAt: Date;
  user: { name: string; email: string; disabledAt: Date | null };
};

const memberOf = ({ user: { disabledAt, ...user }, role, ...row }: MemberRow): Member => ({
  ...row,
  ...user,
  role: memberRoleOf(role),
  disabled: disabledAt !== null,
});

/** One member of an organisation; null for a non-member. */
export async function findMember(organizationId: string, userId: string): Promise<Member | null> {
  const where = { organizationId_userId: { organizationId, userId } };
  const row = await db.member.findUnique({ where, select: MEMBER });
  return row && isWhole(row) ? memberOf(row) : null;
}

/** The names of the members of an organisation among some users, by their ids. */
export async function findMemberNames(
  organizationId: string,
  userIds: string[],
): Promise<Map<string, string>> {
  const rows = await db.member.findMany({
    where: { organizationId, userId: { in: userIds } },
    select: { userId: true, user: { select: { name: true } } },
  });
  return new Map(rows.filter(isWhole).map(({ userId, user }) => [userId, user.name]));
}

/** Whether somebody with that address is a member of an organisation. @param email normalised */
export async function hasMemberWithEmail(
  organizationId: string,
  email: string,
  on: Connection,
): Promise<boolean> {
  const user = await on.user.findUnique({ where: { email }, select: { id: true } });
  return user !== null && (await findMemberRole(organizationId, user.id, on)) !== null;
}
