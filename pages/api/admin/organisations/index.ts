import { organisationPage, pageOfOrganisations } from "@/lib/features/admin/organisation-list";
import { afterQuery } from "@/lib/features/organisations/membership";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists all organisations, newest first, a page at a time.",
    access: { permission: "organisations.read" },
    features: ["organisations"],
    query: afterQuery,
    response: { 200: organisationPage },
    run: async ({ query }) => ({ status: 200, body: await pageOfOrganisations(query.after) }),
  }),
});
