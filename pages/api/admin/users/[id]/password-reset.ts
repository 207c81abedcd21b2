import { requireNewPassword } from "@/lib/features/admin/user-actions";
import { requireId } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: { role: "admin", recent: true },
    form: {
      page: "/admin/users/:id",
      done: "/admin/users/:id",
      notice: "The password was removed, and a link for a new one is on its way.",
    },
    run: async ({ query }) => {
      await requireNewPassword(requireId(query));
      return { status: 204 };
    },
  }),
});
