import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** An invitation to create an account, as administrators see it. */
export type AccountInvitation = {
  id: string;
  email: string;
  createdAt: Date;
  expiresAt: Date;
  /** Null where it was sent at the terminal, or the inviter's account was deleted. */
  invitedBy: { name: string; email: string } | null;
};

const INVITATION = {
  id: true,
  email: true,
  createdAt: true,
  expiresAt: true,
  invitedBy: { select: { name: true, email: true } },
} as const;

/**
 * Replaces an earlier invitation to that address, whose link stops working.
 * @returns its id
 */
export async function putAccountInvitation(
  invitation: { secretHash: string; email: string; invitedById: string | null; expiresAt: Date },
  on: Connection,
): Promise<string> {
  await on.accountInvitation.deleteMany({ where: { email: invitation.email } });
  const row = await on.accountInvitation.create({ data: invitation, select: { id: true } });
  return row.id;
}

/** Open invitations, the newest first, including expired ones. */
export const listAccountInvitations = (
  after: string | null,
  take: number,
): Promise<AccountInvitation[]> =>
  db.accountInvitation.findMany({
    where: after ? { id: { lt: after } } : {},
    select: INVITATION,
    orderBy: { id: "desc" },
    take,
  });

/** One invitation; null when there is none with that id. */
export const findAccountInvitation = (id: string): Promise<AccountInvitation | null> =>
  db.accountInvitation.findUnique({ where: { id }, select: INVITATION });

/** The invitation with that secret, expired or not; null when there is none. */
export const findAccountInvitationBySecret = (
  secretHash: string,
  on: Connection = db,
): Promise<AccountInvitation | null> =>
  on.accountInvitation.findUnique({ where: { secretHash }, select: INVITATION });

/** Ends an invitation. @returns the address it was for; null when there was none */
export async function deleteAccountInvitation(id: string, on: Connection): Promise<string | null> {
  const row = await on.accountInvitation.findUnique({ where: { id }, select: { email: true } });
  if (!row) return null;
  const { count } = await on.accountInvitation.deleteMany({ where: { id } });
  return count === 1 ? row.email : null;
}

/** Uses an invitation up. Of any number of callers at once exactly one gets true: the delete decides. */
export async function takeAccountInvitation(
  secretHash: string,
  email: string,
  on: Connection,
): Promise<boolean> {
  const where = { secretHash, email, expiresAt: { gt: new Date() } };
  return (await on.accountInvitation.deleteMany({ where })).count === 1;
}

/** The invitation to an address, for its owner's download. @param email normalised */
export const findAccountInvitationTo = (email: string) =>
  db.accountInvitation.findUnique({
    where: { email },
    select: { createdAt: true, expiresAt: true },
  });
