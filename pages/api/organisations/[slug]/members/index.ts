import { slugParams } from "@/lib/features/organisations/fields";
import { memberPage, pageOfMembers } from "@/lib/features/organisations/members";
import { afterQuery } from "@/lib/features/organisations/membership";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists the members of an organisation, a page at a time.",
    access: { member: "member" },
    token: "organisations:read",
    features: ["organisations"],
    params: slugParams,
    query: afterQuery,
    response: { 200: memberPage },
    run: async ({ membership, query }) => ({
      status: 200,
      body: await pageOfMembers(membership.organisation.id, query.after),
    }),
  }),
});
