import { undelivered, undeliveredMails } from "@/lib/features/admin/undelivered-mail";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists mail that is waiting or was given up, and why.",
    access: { permission: "mail.manage" },
    response: { 200: undeliveredMails },
    run: async () => ({ status: 200, body: await undelivered() }),
  }),
});
