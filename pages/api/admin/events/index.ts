import { auditTrail, trailQuery } from "@/lib/features/audit/trail";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    access: { role: "admin" },
    run: async ({ query }) => ({ status: 200, body: await auditTrail(trailQuery.parse(query)) }),
  }),
});
