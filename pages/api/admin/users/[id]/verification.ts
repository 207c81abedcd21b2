import { sendVerification } from "@/lib/features/admin/user-actions";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Mails a user a new link that confirms their address.",
    access: { permission: "users.change", recent: true },
    params: idParams,
    response: { 204: null },
    problems: ["already_verified", "account_disabled"],
    form: {
      page: "/admin/users/[id]",
      ask: "/admin/users/[id]/[form]",
      done: "/admin/users/[id]",
      keepsList: true,
      notice: "verificationSentAgain",
    },
    run: async ({ asking, params }) => {
      await sendVerification(asking, params.id);
      return { status: 204 };
    },
  }),
});
