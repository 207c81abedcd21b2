import { z } from "zod";
import { pageOfEvents } from "@/lib/features/audit/events";
import { labelOf } from "@/lib/features/audit/labels";
import { fromReplica } from "@/lib/platform/db/replica";
import { findMemberNames } from "@/lib/platform/db/tables/organisations/members";

/** Events on one page. */
const PAGE_SIZE = 50;

/** Somebody an event is about. Former members are listed without a name. */
const person = z
  .object({ id: z.string(), name: z.string().nullable() })
  .meta({ id: "OrganisationPerson" });

/**
 * An event of an organisation as its admins see it. Where somebody was is none of their business: network
 * addresses and browsers stay with the accounts.
 */
export const organisationEvent = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    type: z.string(),
    detail: z.string().nullable(),
    label: z.string(),
    /** Whom it is about. */
    member: person.nullable(),
    /** Who did it. */
    by: person.nullable(),
  })
  .meta({ id: "OrganisationEvent" });

export type OrganisationEvent = z.infer<typeof organisationEvent>;

/** One page of what happened in an organisation, newest first, and the `before` of the next page or null. */
export const eventsOfOrganisation = (
  organizationId: string,
  before: string | null,
): Promise<{ events: OrganisationEvent[]; next: string | null }> =>
  fromReplica(() => readPage(organizationId, before));

async function readPage(organizationId: string, before: string | null) {
  const { rows, next } = await pageOfEvents({ organizationId }, before, PAGE_SIZE);
  const ids = rows.flatMap(({ subjectId, actorId }) => [subjectId, actorId]);
  const known = [...new Set(ids.filter((id) => id !== null))];
  const names = await findMemberNames(organizationId, known);
  const personOf = (id: string | null) => (id ? { id, name: names.get(id) ?? null } : null);
  const events = rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    type: row.type,
    detail: row.detail,
    label: labelOf(row),
    member: personOf(row.subjectId),
    by: personOf(row.actorId),
  }));
  return { events, next };
}
