import { randomInt } from "node:crypto";
import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, lockCaller } from "@/lib/features/caller/caller";
import { MEMBER_ROLES, OWNER } from "@/lib/platform/config/organisations/member-roles";
import { Problem } from "@/lib/platform/core/problem";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import {
  addMember,
  countMemberships,
  listMemberships,
} from "@/lib/platform/db/tables/organisations/members";
import {
  createOrganisation,
  deleteOrganisation,
  renameOrganisation,
} from "@/lib/platform/db/tables/organisations/organisations";
import { transaction } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";
import { organisationNameField, SLUG_LIMIT, slugField, slugOf } from "./fields";
import { type AskingMember, inOrganisation, type Membership } from "./membership";

/** How many organisations one account can belong to: more than anybody needs, and one page of them. */
const MOST_MEMBERSHIPS = 100;

/** The fields of a new organisation. A missing or empty slug is made from the name. */
export const newOrganisationInput = z.object({
  name: organisationNameField,
  slug: slugField.optional(),
});

export const organisationInput = z.object({ name: organisationNameField });

/** An organisation as its members see it, with the caller's role. */
export const organisationView = z
  .object({
    slug: z.string(),
    name: z.string(),
    role: z.enum(MEMBER_ROLES),
  })
  .meta({ id: "Organisation" });

export type OrganisationView = z.infer<typeof organisationView>;

/** The organisation that the guard found, as the caller sees it. */
export const viewOfMembership = ({
  organisation: { slug, name },
  role,
}: Membership): OrganisationView => ({ slug, name, role });

/** Somebody's organisations, by name. */
export const organisationsOf = async (userId: string): Promise<OrganisationView[]> =>
  (await listMemberships(userId, MOST_MEMBERSHIPS)).map(viewOfMembership);

/**
 * Creates an organisation; the caller becomes its owner.
 * @throws Problem invalid when the slug is taken; too_many_organisations; unauthenticated when the session has ended in the meantime
 */
export async function addOrganisation(
  asking: AskingSession,
  { name, slug }: z.infer<typeof newOrganisationInput>,
): Promise<OrganisationView> {
  const found = async (slug: string) => {
    await transaction(async (tx) => {
      const { id: userId } = await lockCaller(asking, tx);
      if ((await countMemberships(userId, tx)) >= MOST_MEMBERSHIPS) {
        throw new Problem("too_many_organisations");
      }
      const { id: organizationId } = await createOrganisation({ slug, name }, tx);
      await addMember({ organizationId, userId, role: OWNER }, tx);
      await recordEvent("organisation_created", { subjectId: userId, organizationId, on: tx });
    });
    return { slug, name, role: OWNER } as const;
  };
  for (const wanted of slug ? [slug] : slugsFor(name)) {
    try {
      return await found(wanted);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  const message = t("organisationFields.slugTaken");
  throw new Problem("invalid", { errors: [{ field: "slug", message }] });
}

/** The slugs to try for a name: its own words, and those with a number. */
function slugsFor(name: string): string[] {
  const plain = slugOf(name);
  const base = (plain || "team").slice(0, SLUG_LIMIT - 7).replace(/-+$/, "");
  const numbered = [1, 2, 3].map(() => `${base}-${randomInt(100_000, 1_000_000)}`);
  return plain && slugField.safeParse(plain).success ? [plain, ...numbered] : numbered;
}

/** Renames an organisation. Its slug stays: existing links keep working. */
export function changeOrganisation(asking: AskingMember, name: string): Promise<OrganisationView> {
  const wanted = { permission: "organisation.change" } as const;
  return inOrganisation(asking, { wanted }, async ({ organisation, role, tx }) => {
    const { id: organizationId, slug, name: before } = organisation;
    if (before !== name) {
      await renameOrganisation(organizationId, name, tx);
      await recordEvent("organisation_updated", { subjectId: null, organizationId, on: tx });
    }
    return { slug, name, role };
  });
}

/** Deletes an organisation with its members and invitations. Its events stay until they expire. */
export function removeOrganisation(asking: AskingMember): Promise<void> {
  const wanted = { permission: "organisation.delete" } as const;
  return inOrganisation(asking, { wanted }, async ({ organisation, tx }) => {
    const { id: organizationId } = organisation;
    const subjectId = asking.asking.userId;
    await recordEvent("organisation_deleted", { subjectId, organizationId, on: tx });
    await deleteOrganisation(organizationId, tx);
  });
}
