import { eventsQuery } from "@/lib/features/audit/events";
import { eventView, pageOf, recentEvents } from "@/lib/features/audit/own-events";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists what happened to the caller's account, newest first, a page at a time.",
    access: "user",
    token: "events:read",
    query: eventsQuery,
    response: { 200: pageOf(eventView) },
    run: async ({ user, query }) => ({
      status: 200,
      body: await recentEvents(user.id, query.before),
    }),
  }),
});
