import { deleteAccount } from "@/lib/features/accounts/deletion";
import { changeName, type Profile, profileInput } from "@/lib/features/accounts/profile";
import type { Caller } from "@/lib/web/guard/access";
import { api, method } from "@/lib/web/guard/api";
import { clearSessionCookie } from "@/lib/web/session/cookies";

export const config = { api: { bodyParser: false } };

const change = async ({ user, session, input }: Caller<"user"> & { input: Profile }) => ({
  status: 200,
  body: { user: { ...user, ...(await changeName(user, input)) }, session },
});

export default api({
  GET: method({
    access: "user",
    run: async ({ user, session }) => ({ status: 200, body: { user, session } }),
  }),

  PATCH: method({
    access: "user",
    body: profileInput,
    run: change,
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: "user",
    body: profileInput,
    form: { page: "/settings", done: "/settings", notice: "Your name was saved." },
    run: change,
  }),

  DELETE: method({
    access: { recent: true },
    run: async ({ user, res }) => {
      await deleteAccount(user.id);
      clearSessionCookie(res);
      return { status: 204 };
    },
  }),
});
