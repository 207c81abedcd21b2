import { pageOf } from "@/lib/features/audit/own-events";
import { auditTrail, trailEntry, trailQuery } from "@/lib/features/audit/trail";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists the audit trail, newest first, filtered and a page at a time.",
    access: { permission: "events.read" },
    token: "trail:read",
    query: trailQuery,
    response: { 200: pageOf(trailEntry) },
    run: async ({ query }) => ({ status: 200, body: await auditTrail(query) }),
  }),
});
