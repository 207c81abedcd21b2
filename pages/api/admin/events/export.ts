import { csvOf } from "@/lib/features/audit/csv";
import { exportTrail, trailQuery } from "@/lib/features/audit/trail";
import { brand } from "@/lib/platform/config/brand";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    access: { role: "admin", recent: true },
    run: async ({ query }) => {
      const text = csvOf(await exportTrail(trailQuery.parse(query)));
      return { status: 200, file: { name: `${brand.slug}-events.csv`, type: "text/csv", text } };
    },
  }),
});
