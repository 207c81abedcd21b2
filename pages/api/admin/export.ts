import { exportQuery, exportUsers, FORMATS } from "@/lib/features/admin/user-export";
import { filterFor } from "@/lib/features/user-filter/filter";
import { brand } from "@/lib/platform/config/brand";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary:
      "Downloads the users, filtered as their list is, as CSV or as JSON, one line per user. It contains nothing secret.",
    access: { permission: "users.change", recent: true },
    query: exportQuery,
    response: { 200: { file: [FORMATS.csv, FORMATS.ndjson] } },
    run: async ({ user, asking, query: { format, ...filter } }) => {
      const text = await exportUsers(asking, filterFor(user.role, filter), format);
      const name = `${brand.slug}-users.${format}`;
      return { status: 200, file: { name, type: FORMATS[format], text } };
    },
  }),
});
