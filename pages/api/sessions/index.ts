import { activeSessions, revokeOtherSessions } from "@/lib/accounts/sessions";
import { api, method } from "@/lib/auth/api";

export const config = { api: { bodyParser: false } };

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
    run: async ({ user, session }) => ({
      status: 200,
      body: { revoked: await revokeOtherSessions(user.id, session.id) },
    }),
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: "user",
    form: {
      page: "/dashboard",
      done: "/dashboard",
      notice: "You are signed out everywhere else.",
    },
    run: async ({ user, session }) => ({
      status: 200,
      body: { revoked: await revokeOtherSessions(user.id, session.id) },
    }),
  }),
});
