import { deleteAccount } from "@/lib/accounts/deletion";
import { changeName, profileInput } from "@/lib/accounts/profile";
import { api, method } from "@/lib/auth/api";
import { clearSessionCookie } from "@/lib/auth/cookies";

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

  DELETE: method({
    access: { fresh: true },
    run: async ({ user, res }) => {
      await deleteAccount(user.id);
      clearSessionCookie(res);
      return { status: 204 };
    },
  }),

  // PATCH from an HTML form, which can only POST.
  POST: method({
    access: "user",
    body: profileInput,
    form: { page: "/settings", done: "/settings", notice: "Your name was saved." },
    run: async ({ user, input }) => ({ status: 200, body: await changeName(user, input) }),
  }),
});
