import { z } from "zod";
import {
  addOrganisation,
  newOrganisationInput,
  organisationsOf,
  organisationView,
} from "@/lib/features/organisations/organisations";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists the organisations that the caller belongs to, by name.",
    access: "user",
    token: "organisations:read",
    features: ["organisations"],
    response: { 200: z.object({ organisations: z.array(organisationView) }) },
    run: async ({ user }) => ({
      status: 200,
      body: { organisations: await organisationsOf(user.id) },
    }),
  }),

  POST: method({
    summary: "Creates an organisation; the caller becomes its owner.",
    access: "user",
    features: ["organisations"],
    body: newOrganisationInput,
    response: { 201: organisationView },
    problems: ["too_many_organisations"],
    limit: "organisationByAccount",
    form: { page: "/organisations/new", done: "/organisations", notice: "organisationMade" },
    run: async ({ asking, body }) => {
      const made = await addOrganisation(asking, body);
      return { status: 201, body: made, done: `/organisations/${made.slug}/members` };
    },
  }),
});
