import { csvOf } from "@/lib/features/audit/csv";
import { exportTrail, trailQuery } from "@/lib/features/audit/trail";
import { brand } from "@/lib/platform/config/brand";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Downloads the audit trail, filtered as its list is, as CSV.",
    access: { permission: "events.read", recent: true },
    query: trailQuery,
    response: { 200: { file: "text/csv" } },
    run: async ({ asking, query }) => {
      const text = csvOf(await exportTrail(asking, query));
      return { status: 200, file: { name: `${brand.slug}-events.csv`, text } };
    },
  }),
});
