import { becomeFirstAdmin, firstAdminInput } from "@/lib/accounts/first-admin";
import { api, method } from "@/lib/auth/api";
import { reissueSession } from "@/lib/auth/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: { fresh: true },
    body: firstAdminInput,
    form: { page: "/first-admin", done: "/admin" },
    run: async ({ user, session, input, res }) => {
      await becomeFirstAdmin(user.id, input.token);
      await reissueSession(res, { ...user, role: "admin" }, session);
      return { status: 204 };
    },
  }),
});
