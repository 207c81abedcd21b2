import { api } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

/** Any other address: 404 as the API answers it, not as a page. */
export default api({});
