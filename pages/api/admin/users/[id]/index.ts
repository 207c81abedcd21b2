import { changeUser, changeUserInput, userDetails } from "@/lib/accounts/administration";
import { api, method } from "@/lib/auth/api";
import { requireId } from "@/lib/http/id";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    access: { role: "admin" },
    run: async ({ query }) => ({ status: 200, body: await userDetails(requireId(query)) }),
  }),

  PATCH: method({
    access: { role: "admin", fresh: true },
    body: changeUserInput,
    run: async ({ user, query, input }) => {
      const userId = requireId(query);
      await changeUser({ adminId: user.id, userId }, input);
      return { status: 200, body: await userDetails(userId) };
    },
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: { role: "admin", fresh: true },
    body: changeUserInput,
    form: { page: "/admin/users/:id", done: "/admin/users/:id", notice: "Saved." },
    run: async ({ user, query, input }) => {
      await changeUser({ adminId: user.id, userId: requireId(query) }, input);
      return { status: 204 };
    },
  }),
});
