import { z } from "zod";
import { activeSessions, revokeOtherSessions, sessionView } from "@/lib/features/sessions/sessions";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists the caller's sessions, the current one first.",
    access: "user",
    token: "sessions:read",
    response: { 200: z.object({ sessions: z.array(sessionView) }) },
    run: async ({ user, session }) => ({
      status: 200,
      body: { sessions: await activeSessions(user.id, session?.id ?? null) },
    }),
  }),

  DELETE: method({
    summary: "Ends every session of the caller except the current one.",
    access: { recent: true },
    response: { 200: z.object({ revoked: z.int() }) },
    form: {
      page: "/settings/sessions",
      done: "/settings/sessions",
      notice: "otherSessionsEnded",
    },
    run: async ({ asking }) => ({
      status: 200,
      body: { revoked: await revokeOtherSessions(asking) },
    }),
  }),
});
