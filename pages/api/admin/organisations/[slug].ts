import { detailsOfOrganisation, organisationDetails } from "@/lib/features/admin/organisation-list";
import { slugParams } from "@/lib/features/organisations/fields";
import { afterQuery } from "@/lib/features/organisations/membership";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Returns one organisation and its members with their roles, a page at a time.",
    access: { permission: "organisations.read" },
    features: ["organisations"],
    params: slugParams,
    query: afterQuery,
    response: { 200: organisationDetails },
    run: async ({ params, query }) => ({
      status: 200,
      body: await detailsOfOrganisation(params.slug, query.after),
    }),
  }),
});
