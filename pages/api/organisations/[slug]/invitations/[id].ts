import { slugAndIdParams } from "@/lib/features/organisations/fields";
import { inviteAgain, withdrawInvitation } from "@/lib/features/organisations/invitations";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

const PAGE = "/organisations/[slug]/invitations";

export default api({
  POST: method({
    summary: "Mails an invitation again. The earlier link stops working.",
    access: { permission: "members.invite" },
    features: ["organisations"],
    params: slugAndIdParams,
    response: { 202: messageAnswer },
    limit: "inviteByAccount",
    form: { page: PAGE, done: PAGE, notice: "invitationSent" },
    run: async ({ asking, membership, params }) => {
      await inviteAgain({ asking, membership }, params.id);
      return { status: 202, body: { message: t("notices.invitationSent") } };
    },
  }),

  DELETE: method({
    summary: "Withdraws an invitation.",
    access: { permission: "members.invite" },
    features: ["organisations"],
    params: slugAndIdParams,
    response: { 204: null },
    form: { page: PAGE, done: PAGE, notice: "invitationWithdrawn" },
    run: async ({ asking, membership, params }) => {
      await withdrawInvitation({ asking, membership }, params.id);
      return { status: 204 };
    },
  }),
});
