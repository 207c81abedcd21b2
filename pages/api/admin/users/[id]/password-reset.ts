import { requireNewPassword } from "@/lib/features/admin/user-actions";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Removes a user's password, ends their sessions and mails a link for a new password.",
    access: { permission: "users.change", recent: true },
    params: idParams,
    response: { 204: null },
    problems: ["account_disabled", "last_admin"],
    form: {
      page: "/admin/users/[id]",
      ask: "/admin/users/[id]/[form]",
      done: "/admin/users/[id]",
      keepsList: true,
      notice: "newPasswordRequired",
    },
    run: async ({ asking, params }) => {
      await requireNewPassword(asking, params.id);
      return { status: 204 };
    },
  }),
});
