import { z } from "zod";
import { slugParams } from "@/lib/features/organisations/fields";
import {
  invitationInput,
  invitationsOf,
  invitationView,
  invite,
} from "@/lib/features/organisations/invitations";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

const PAGE = "/organisations/[slug]/invitations";

export default api({
  GET: method({
    summary: "Lists the open invitations of an organisation.",
    access: { permission: "members.invite" },
    features: ["organisations"],
    params: slugParams,
    response: { 200: z.object({ invitations: z.array(invitationView) }) },
    run: async ({ membership }) => ({
      status: 200,
      body: { invitations: await invitationsOf(membership.organisation.id) },
    }),
  }),

  POST: method({
    summary:
      "Invites somebody by mail, in a role no higher than the caller's own. The answer is the same for an address that has an account.",
    access: { permission: "members.invite" },
    features: ["organisations"],
    params: slugParams,
    body: invitationInput,
    response: { 202: messageAnswer },
    problems: ["already_member", "too_many_invitations"],
    limit: "inviteByAccount",
    form: { page: PAGE, done: PAGE, notice: "invitationSent" },
    run: async ({ asking, membership, body }) => {
      await invite({ asking, membership }, body);
      return { status: 202, body: { message: t("notices.invitationSent") } };
    },
  }),
});
