import { activeSessions, revokeOtherSessions } from "@/lib/features/sessions/sessions";
import type { Caller } from "@/lib/web/guard/access";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

const revokeOthers = async ({ user, session }: Caller<"user">) => ({
  status: 200,
  body: { revoked: await revokeOtherSessions(user.id, session.id) },
});

export default api({
  GET: method({
    access: "user",
    run: async ({ user, session }) => ({
      status: 200,
      body: { sessions: await activeSessions(user.id, session.id) },
    }),
  }),

  // Every session but the one that asks.
  DELETE: method({
    access: "user",
    run: revokeOthers,
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: "user",
    form: {
      page: "/dashboard",
      done: "/dashboard",
      notice: "You are signed out everywhere else.",
    },
    run: revokeOthers,
  }),
});
