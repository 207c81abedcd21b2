import { removeUsersSecondFactor } from "@/lib/features/admin/user-actions";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  DELETE: method({
    summary: "Removes a user's second factor, which they have lost, and ends their sessions.",
    access: { permission: "users.change", recent: true },
    params: idParams,
    response: { 204: null },
    problems: ["second_factor_off"],
    form: {
      page: "/admin/users/[id]",
      ask: "/admin/users/[id]/[form]",
      done: "/admin/users/[id]",
      keepsList: true,
      notice: "secondFactorRemoved",
    },
    run: async ({ asking, params }) => {
      await removeUsersSecondFactor(asking, params.id);
      return { status: 204 };
    },
  }),
});
