import { sendVerification } from "@/lib/accounts/administration";
import { api, method } from "@/lib/auth/api";
import { requireId } from "@/lib/http/id";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: { role: "admin", fresh: true },
    form: {
      page: "/admin/users/:id",
      done: "/admin/users/:id",
      notice: "A new verification link is on its way.",
    },
    run: async ({ user, query }) => {
      await sendVerification({ adminId: user.id, userId: requireId(query) });
      return { status: 204 };
    },
  }),
});
