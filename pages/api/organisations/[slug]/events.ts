import { eventsQuery } from "@/lib/features/audit/events";
import { pageOf } from "@/lib/features/audit/own-events";
import { eventsOfOrganisation, organisationEvent } from "@/lib/features/organisations/events";
import { slugParams } from "@/lib/features/organisations/fields";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists what happened in an organisation, newest first, a page at a time.",
    access: { permission: "organisation.events" },
    token: "organisations:read",
    features: ["organisations"],
    params: slugParams,
    query: eventsQuery,
    response: { 200: pageOf(organisationEvent) },
    run: async ({ membership, query }) => ({
      status: 200,
      body: await eventsOfOrganisation(membership.organisation.id, query.before),
    }),
  }),
});
