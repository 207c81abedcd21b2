import { changeName, profileInput } from "@/lib/accounts/profile";
import { api, method } from "@/lib/auth/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    access: "user",
    run: async ({ user, session }) => ({ status: 200, body: { user, session } }),
  }),

  PATCH: method({
    access: "user",
    body: profileInput,
    run: async ({ user, session, input }) => {
      const profile = await changeName(user, input);
      return { status: 200, body: { user: { ...user, ...profile }, session } };
    },
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: "user",
    body: profileInput,
    form: { page: "/settings", done: "/settings", notice: "Your name was saved." },
    run: async ({ user, input }) => ({ status: 200, body: await changeName(user, input) }),
  }),
});
