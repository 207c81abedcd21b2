import { api } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

/** Whatever no other file answers: 404 as the API tells it, not as a page. */
export default api({});
