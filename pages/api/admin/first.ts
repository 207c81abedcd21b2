import { becomeFirstAdmin, firstAdminInput } from "@/lib/features/admin/first-admin";
import { api, method } from "@/lib/web/guard/api";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: { recent: true },
    body: firstAdminInput,
    form: { page: "/first-admin", done: "/admin" },
    run: async ({ user, session, input, res }) => {
      await becomeFirstAdmin(user.id, input.token);
      await reissueSession(res, { ...user, role: "admin" }, session);
      return { status: 204 };
    },
  }),
});
