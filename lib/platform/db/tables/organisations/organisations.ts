import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

export type Organisation = { id: string; slug: string; name: string; createdAt: Date };

const ORGANISATION = { id: true, slug: true, name: true, createdAt: true } as const;

/** @throws a unique violation when the slug is taken */
export function createOrganisation(
  organisation: { slug: string; name: string },
  on: Connection,
): Promise<Organisation> {
  return on.organization.create({ data: organisation, select: ORGANISATION });
}

/** The organisation with that id; null when there is none. */
export function findOrganisation(id: string, on: Connection = db): Promise<Organisation | null> {
  return on.organization.findUnique({ where: { id }, select: ORGANISATION });
}

/**
 * Locks an organisation's row for this transaction: other changes of its members or invitations wait until
 * it has ended. Comes after `lockUser`; several are locked in the order of their ids.
 * @returns the organisation as of now; null when there is none
 */
export async function lockOrganisation(id: string, on: Connection): Promise<Organisation | null> {
  await on.organization.updateMany({ where: { id }, data: { id } });
  return findOrganisation(id, on);
}

/**
 * All organisations, the newest first; identifiers are time-ordered (UUID version 7).
 * @param after the id of the last one of the previous page, or null
 */
export function listOrganisations({
  after,
  take,
}: {
  after: string | null;
  take: number;
}): Promise<Organisation[]> {
  return db.organization.findMany({
    where: after ? { id: { lt: after } } : {},
    select: ORGANISATION,
    orderBy: { id: "desc" },
    take,
  });
}

/** How many members each of some organisations has, by their ids. */
export async function countMembers(ids: string[]): Promise<Map<string, number>> {
  const rows = await db.member.groupBy({
    by: ["organizationId"],
    where: { organizationId: { in: ids } },
    _count: { userId: true },
  });
  return new Map(rows.map(({ organizationId, _count }) => [organizationId, _count.userId]));
}

/** Renames an organisation. @throws when there is none */
export async function renameOrganisation(id: string, name: string, on: Connection): Promise<void> {
  await on.organization.update({ where: { id }, data: { name }, select: { id: true } });
}

/** Deletes an organisation, with its members and invitations. */
export async function deleteOrganisation(id: string, on: Connection): Promise<void> {
  await on.organization.deleteMany({ where: { id } });
}
