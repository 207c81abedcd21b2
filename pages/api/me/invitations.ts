import { z } from "zod";
import { tokenField } from "@/lib/features/links/links";
import { acceptInvitation } from "@/lib/features/organisations/acceptance";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Accepts an invitation to an organisation, by its mailed link.",
    access: "user",
    features: ["organisations"],
    body: z.object({ token: tokenField }),
    response: { 200: z.object({ slug: z.string() }) },
    problems: ["link_of_another_account"],
    limit: "acceptByAccount",
    form: { page: "/link/invitation", done: "/organisations", notice: "invitationAccepted" },
    run: async ({ asking, body }) => {
      const slug = await acceptInvitation(asking, body.token);
      return { status: 200, body: { slug }, done: `/organisations/${slug}/members` };
    },
  }),
});
