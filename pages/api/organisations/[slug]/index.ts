import { z } from "zod";
import { slugParams } from "@/lib/features/organisations/fields";
import {
  changeOrganisation,
  organisationInput,
  organisationView,
  removeOrganisation,
  viewOfMembership,
} from "@/lib/features/organisations/organisations";
import { Problem } from "@/lib/platform/core/problem";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

const PAGE = "/organisations/[slug]/settings";

export default api({
  GET: method({
    summary: "Returns an organisation of the caller.",
    access: { member: "member" },
    token: "organisations:read",
    features: ["organisations"],
    params: slugParams,
    response: { 200: organisationView },
    run: async ({ membership }) => ({ status: 200, body: viewOfMembership(membership) }),
  }),

  PATCH: method({
    summary: "Renames an organisation. Its slug stays.",
    access: { permission: "organisation.change" },
    features: ["organisations"],
    params: slugParams,
    body: organisationInput,
    response: { 200: organisationView },
    form: { page: PAGE, done: PAGE, notice: "organisationRenamed" },
    run: async ({ asking, membership, body }) => ({
      status: 200,
      body: await changeOrganisation({ asking, membership }, body.name),
    }),
  }),

  DELETE: method({
    summary: "Deletes an organisation and everything that belongs to it.",
    access: { permission: "organisation.delete", recent: true },
    features: ["organisations"],
    params: slugParams,
    body: z.object({ confirm: z.string().max(320).optional() }),
    response: { 204: null },
    form: {
      page: PAGE,
      done: "/organisations",
      notice: "organisationDeleted",
      fields: z.object({
        confirm: z.string({ error: () => t("organisationFields.confirmDeletion") }),
      }),
    },
    run: async ({ asking, membership, body }) => {
      const { confirm } = body;
      if (confirm !== undefined) requireSlug(confirm, membership.organisation.slug);
      await removeOrganisation({ asking, membership });
      return { status: 204 };
    },
  }),
});

/** Whoever types the address of the organisation knows which one goes. */
function requireSlug(typed: string, slug: string): void {
  if (typed.trim().toLowerCase() === slug) return;
  const message = t("organisationFields.confirmDeletion");
  throw new Problem("invalid", { errors: [{ field: "confirm", message }] });
}
