import { exportAccount } from "@/lib/features/accounts/export";
import { brand } from "@/lib/platform/config/brand";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Downloads everything that is stored about the caller.",
    access: { recent: true },
    features: ["dataExport"],
    response: { 200: { file: "application/json" } },
    limit: "exportByAccount",
    run: async ({ asking }) => {
      const text = [JSON.stringify(await exportAccount(asking))];
      return { status: 200, file: { name: `${brand.slug}-account.json`, text } };
    },
  }),
});
