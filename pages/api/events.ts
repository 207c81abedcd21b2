import { eventsQuery, recentEvents } from "@/lib/features/audit/events";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    access: "user",
    run: async ({ user, query }) => {
      const { before } = eventsQuery.parse(query);
      return { status: 200, body: await recentEvents(user.id, before) };
    },
  }),
});
