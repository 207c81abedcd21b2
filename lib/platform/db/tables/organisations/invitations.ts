import { type MemberRole, memberRoleOf } from "@/lib/platform/config/organisations/member-roles";
import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";
import type { Organisation } from "./organisations";

/** An invitation, for people who can withdraw it. */
export type Invitation = {
  id: string;
  email: string;
  role: MemberRole;
  createdAt: Date;
  expiresAt: Date;
};

const INVITATION = { id: true, email: true, role: true, createdAt: true, expiresAt: true } as const;

const withRole = <Row extends { role: string }>(row: Row) => ({
  ...row,
  role: memberRoleOf(row.role),
});

/**
 * Replaces an earlier invitation of the organisation to that address, whose link stops working.
 * @returns whether there was one
 */
export async function putInvitation(
  invitation: {
    secretHash: string;
    organizationId: string;
    email: string;
    role: MemberRole;
    invitedById: string;
    expiresAt: Date;
  },
  on: Connection,
): Promise<boolean> {
  const { organizationId, email } = invitation;
  const { count } = await on.invitation.deleteMany({ where: { organizationId, email } });
  await on.invitation.create({ data: invitation, select: { id: true } });
  return count > 0;
}

/**
 * The invitations of an organisation, the newest first, including expired ones.
 * @param take how many at most
 */
export async function listInvitations(organizationId: string, take: number): Promise<Invitation[]> {
  const rows = await db.invitation.findMany({
    where: { organizationId },
    select: INVITATION,
    orderBy: { id: "desc" },
    take,
  });
  return rows.map(withRole);
}

/** How many open invitations an organisation has. */
export const countInvitations = (organizationId: string, on: Connection): Promise<number> =>
  on.invitation.count({ where: { organizationId } });

/** One invitation of an organisation; null when there is none with that id. */
export async function findInvitation(
  organizationId: string,
  id: string,
  on: Connection = db,
): Promise<Invitation | null> {
  const row = await on.invitation.findUnique({ where: { id, organizationId }, select: INVITATION });
  return row && withRole(row);
}

/** Ends an invitation of an organisation. @returns whether there was one */
export async function deleteInvitation(
  organizationId: string,
  id: string,
  on: Connection,
): Promise<boolean> {
  return (await on.invitation.deleteMany({ where: { id, organizationId } })).count === 1;
}

/** An invitation as its link finds it. */
export type FoundInvitation = Invitation & {
  organisation: Pick<Organisation, "id" | "slug" | "name">;
  /** Null once that account is gone. */
  invitedBy: { id: string; name: string; email: string; disabledAt: Date | null } | null;
};

/** The invitation with that secret, expired or not; null when there is none. */
export async function findInvitationBySecret(
  secretHash: string,
  on: Connection = db,
): Promise<FoundInvitation | null> {
  const row = await on.invitation.findUnique({
    where: { secretHash },
    select: {
      ...INVITATION,
      organization: { select: { id: true, slug: true, name: true } },
      invitedBy: { select: { id: true, name: true, email: true, disabledAt: true } },
    },
  });
  // Prisma reads the organisation after the row: one that is deleted in between is null.
  if (!row?.organization) return null;
  const { organization, ...rest } = row;
  return { ...withRole(rest), organisation: organization };
}

/** Uses an invitation up. Of any number of callers at once exactly one gets true: the delete decides. */
export async function takeInvitation(secretHash: string, on: Connection): Promise<boolean> {
  const where = { secretHash, expiresAt: { gt: new Date() } };
  return (await on.invitation.deleteMany({ where })).count === 1;
}

/** The invitations to an address, for its owner's download. @param email normalised */
export async function listInvitationsTo(email: string) {
  const rows = await db.invitation.findMany({
    where: { email },
    select: {
      role: true,
      createdAt: true,
      expiresAt: true,
      organization: { select: { slug: true, name: true } },
    },
    orderBy: { id: "asc" },
  });
  // As above.
  return rows.filter(({ organization }) => organization);
}
