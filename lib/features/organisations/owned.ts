import { recordEvent } from "@/lib/features/audit/events";
import { isOn } from "@/lib/platform/config/features";
import { OWNER } from "@/lib/platform/config/organisations/member-roles";
import { Problem } from "@/lib/platform/core/problem";
import {
  findMemberRole,
  hasOtherMember,
  hasOtherOwner,
  listMembershipIds,
  listOwned,
} from "@/lib/platform/db/tables/organisations/members";
import {
  deleteOrganisation,
  findOrganisation,
  lockOrganisation,
  type Organisation,
} from "@/lib/platform/db/tables/organisations/organisations";
import type { Connection } from "@/lib/platform/db/transaction";
import { listed } from "@/lib/platform/texts/format/isolated";
import { t } from "@/lib/platform/texts/t";

/**
 * Organisations without another owner who can sign in: those with other members, and those without.
 */
type WithoutOtherOwner = { shared: Organisation[]; empty: Organisation[] };

/**
 * Finds the organisations of an account.
 * @param find with a lock, or for reading only
 */
async function withoutOtherOwner(
  userId: string,
  find: (id: string) => Promise<Organisation | null>,
  tx?: Connection,
): Promise<WithoutOtherOwner> {
  const left: WithoutOtherOwner = { shared: [], empty: [] };
  for (const id of await listOwned(userId, tx)) {
    const organisation = await find(id);
    // While the lock was awaited, somebody may have deleted it or given the account another role.
    if (!organisation || (await findMemberRole(id, userId, tx)) !== OWNER) continue;
    if (await hasOtherOwner(id, userId, tx)) continue;
    const shared = await hasOtherMember(id, userId, tx);
    left[shared ? "shared" : "empty"].push(organisation);
  }
  return left;
}

/** The organisations whose only member is this owner: they are deleted with the account. */
export async function ownedWithoutMembers(
  userId: string,
): Promise<{ slug: string; name: string }[]> {
  if (!isOn(["organisations"])) return [];
  const { empty } = await withoutOtherOwner(userId, (id) => findOrganisation(id));
  return empty.map(({ slug, name }) => ({ slug, name }));
}

/**
 * The names of the organisations with other members, of which this account is the last owner who can sign
 * in.
 */
export async function lastOwnerOf(userId: string): Promise<string[]> {
  if (!isOn(["organisations"])) return [];
  const { shared } = await withoutOtherOwner(userId, (id) => findOrganisation(id));
  return shared.map(({ name }) => name);
}

/**
 * Stops a transaction that would lock out the last owner of an organisation with other members, unless the
 * caller insists: then the trail of each organisation records that. It has locked the account. Comes after
 * the lock of the administrators.
 * @param meant whether the organisations may be left without an owner who can sign in
 * @throws Problem last_owner, which names the organisations
 */
export async function requireOtherOwners(
  userId: string,
  meant: boolean,
  tx: Connection,
): Promise<void> {
  if (!isOn(["organisations"])) return;
  const { shared } = await withoutOtherOwner(userId, (id) => lockOrganisation(id, tx), tx);
  if (shared.length > 0 && !meant) throw lastOwner("lastOwnerOf", shared);
  for (const { id: organizationId } of shared) {
    const about = { subjectId: userId, organizationId, on: tx };
    await recordEvent("organisation_updated:without_owner", about);
  }
}

/**
 * Removes an account from its organisations before it is deleted. Part of the caller's `tx`, as above.
 * @param withEmpty whether organisations without other members are deleted with it
 * @throws Problem last_owner, which names the organisations in its way
 */
export async function leaveOrganisations(
  userId: string,
  withEmpty: boolean,
  tx: Connection,
): Promise<void> {
  if (!isOn(["organisations"])) return;
  const { shared, empty } = await withoutOtherOwner(userId, (id) => lockOrganisation(id, tx), tx);
  if (shared.length > 0) throw lastOwner("lastOwnerOf", shared);
  if (empty.length > 0 && !withEmpty) throw lastOwner("onlyMemberOf", empty);
  for (const { id: organizationId } of empty) {
    await recordEvent("organisation_deleted", { subjectId: userId, organizationId, on: tx });
    await deleteOrganisation(organizationId, tx);
  }
  for (const organizationId of await listMembershipIds(userId, tx)) {
    await recordEvent("member_removed:left", { subjectId: userId, organizationId, on: tx });
  }
}

function lastOwner(key: "lastOwnerOf" | "onlyMemberOf", organisations: Organisation[]): Problem {
  const names = listed(organisations.map(({ name }) => name));
  return new Problem("last_owner", { detail: () => t(`organisationProblems.${key}`, { names }) });
}
