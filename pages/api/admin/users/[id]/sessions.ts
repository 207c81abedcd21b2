import { endSessions } from "@/lib/features/admin/user-actions";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  DELETE: method({
    summary: "Ends every session of a user.",
    access: { permission: "users.change", recent: true },
    params: idParams,
    response: { 204: null },
    form: {
      page: "/admin/users/[id]",
      ask: "/admin/users/[id]/[form]",
      done: "/admin/users/[id]",
      keepsList: true,
      notice: "accountSignedOut",
    },
    run: async ({ asking, params }) => {
      await endSessions(asking, params.id);
      return { status: 204 };
    },
  }),
});
