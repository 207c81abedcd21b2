import { becomeFirstAdmin, firstAdminInput } from "@/lib/features/admin/first-admin";
import { api, method } from "@/lib/web/guard/api";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Makes the caller the first administrator, by the link that was printed at the start.",
    access: { recent: true },
    body: firstAdminInput,
    response: { 204: null },
    problems: ["admin_exists"],
    form: { page: "/first-admin", done: "/admin", notice: "firstAdmin" },
    run: async ({ user, session, body, res }) => {
      const asAdmin = { user: { ...user, role: "admin" as const }, session };
      await reissueSession(res, asAdmin, (renewal) => becomeFirstAdmin(renewal, body.token));
      return { status: 204 };
    },
  }),
});
