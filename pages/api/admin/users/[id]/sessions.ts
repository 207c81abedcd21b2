import { endSessions } from "@/lib/accounts/administration";
import { api, method } from "@/lib/auth/api";
import { requireId } from "@/lib/http/id";

export const config = { api: { bodyParser: false } };

export default api({
  DELETE: method({
    access: { role: "admin", fresh: true },
    run: async ({ user, query }) => {
      await endSessions({ adminId: user.id, userId: requireId(query) });
      return { status: 204 };
    },
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: { role: "admin", fresh: true },
    form: {
      page: "/admin/users/:id",
      done: "/admin/users/:id",
      notice: "Every session of this account was ended.",
    },
    run: async ({ user, query }) => {
      await endSessions({ adminId: user.id, userId: requireId(query) });
      return { status: 204 };
    },
  }),
});
