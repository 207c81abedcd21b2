import { revokeInvitation } from "@/lib/features/invitations/invitations";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  DELETE: method({
    summary: "Revokes an invitation to create an account: its link stops working.",
    access: { permission: "users.change", recent: true },
    features: ["accountInvitations"],
    params: idParams,
    response: { 204: null },
    form: {
      page: "/admin/invitations",
      done: "/admin/invitations",
      notice: "invitationRevoked",
    },
    run: async ({ asking, params }) => {
      await revokeInvitation(asking, params.id);
      return { status: 204 };
    },
  }),
});
