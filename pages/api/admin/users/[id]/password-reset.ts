import { requireNewPassword } from "@/lib/accounts/administration";
import { api, method } from "@/lib/auth/api";
import { requireId } from "@/lib/http/id";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: { role: "admin", fresh: true },
    form: {
      page: "/admin/users/:id",
      done: "/admin/users/:id",
      notice: "The password was removed, and a link for a new one is on its way.",
    },
    run: async ({ user, query }) => {
      await requireNewPassword({ adminId: user.id, userId: requireId(query) });
      return { status: 204 };
    },
  }),
});
