import { exportUsers } from "@/lib/features/admin/user-export";
import { userFilter } from "@/lib/features/admin/user-list";
import { brand } from "@/lib/platform/config/brand";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Downloads the users, filtered as their list is, as CSV. Nothing secret is in it.",
    access: { permission: "users.change", recent: true },
    query: userFilter,
    response: { 200: { file: "text/csv" } },
    run: async ({ asking, query }) => {
      const text = await exportUsers(asking, query);
      return { status: 200, file: { name: `${brand.slug}-users.csv`, text } };
    },
  }),
});
