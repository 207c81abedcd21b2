import { sendAgain } from "@/lib/features/admin/undelivered-mail";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Sends a mail again that is waiting or was given up.",
    access: { permission: "mail.manage", recent: true },
    params: idParams,
    response: { 204: null },
    problems: ["link_ended"],
    form: { page: "/admin/mail", done: "/admin/mail", notice: "mailSentAgain" },
    run: async ({ asking, params }) => {
      await sendAgain(asking, params.id);
      return { status: 204 };
    },
  }),
});
