import { z } from "zod";
import { memberPage, pageOfMembers } from "@/lib/features/organisations/members";
import { afterQuery } from "@/lib/features/organisations/membership";
import { Problem } from "@/lib/platform/core/problem";
import { fromReplica } from "@/lib/platform/db/replica";
import { hasOtherOwner } from "@/lib/platform/db/tables/organisations/members";
import {
  countMembers,
  findOrganisation,
  listOrganisations,
} from "@/lib/platform/db/tables/organisations/organisations";
import { organisationIdOf } from "@/lib/platform/db/tables/people/user-lists";
import { listParameters, queryOf } from "@/lib/platform/http/lists/list-address";

/** Organisations on one page. */
const PAGE_SIZE = 50;

/** An organisation as an administrator of the app sees it, without its contents. The date is ISO 8601. */
const organisationSummary = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    members: z.int().min(0),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "OrganisationSummary" });

export type OrganisationSummary = z.infer<typeof organisationSummary>;

/** One page of organisations, and the `after` of the next page or null. */
export const organisationPage = z.object({
  organisations: z.array(organisationSummary),
  next: z.uuid().nullable(),
});

/** The query of the list that an organisation's page was opened from, checked; empty where there is none. */
export const organisationsBehind = (query: Parameters<typeof listParameters>[0]): string =>
  queryOf(afterQuery.parse(listParameters(query)));

/** One page of all organisations, the newest first. */
export const pageOfOrganisations = (
  after: string | null,
): Promise<z.infer<typeof organisationPage>> => fromReplica(() => readPage(after));

async function readPage(after: string | null): Promise<z.infer<typeof organisationPage>> {
  const found = await listOrganisations({ after, take: PAGE_SIZE + 1 });
  const rows = found.slice(0, PAGE_SIZE);
  const counts = await countMembers(rows.map(({ id }) => id));
  const organisations = rows.map(({ createdAt, ...organisation }) => ({
    ...organisation,
    members: counts.get(organisation.id) ?? 0,
    createdAt: createdAt.toISOString(),
  }));
  const next = found.length > PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null;
  return { organisations, next };
}

/** One organisation with a page of its members. */
export const organisationDetails = organisationSummary
  .omit({ members: true })
  .extend({
    /** Whether an owner can sign in: an administrator may have disabled the last one. */
    hasOwner: z.boolean(),
    ...memberPage.shape,
  })
  .meta({ id: "OrganisationDetails" });

/** @throws Problem not_found */
export async function detailsOfOrganisation(
  slug: string,
  after: string | null,
): Promise<z.infer<typeof organisationDetails>> {
  const id = await organisationIdOf(slug);
  const organisation = id && (await findOrganisation(id));
  if (!organisation) throw new Problem("not_found");
  const createdAt = organisation.createdAt.toISOString();
  // Nobody has an empty id: any owner counts.
  const hasOwner = await hasOtherOwner(organisation.id, "");
  return { ...organisation, createdAt, hasOwner, ...(await pageOfMembers(organisation.id, after)) };
}
