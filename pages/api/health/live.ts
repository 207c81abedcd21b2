import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

/** The process answers. Says nothing about what it depends on. */
export default api({
  GET: method({ access: "public", run: async () => ({ status: 200, body: { status: "live" } }) }),
});
