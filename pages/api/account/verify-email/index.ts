import { verifyEmail, verifyEmailInput } from "@/lib/features/accounts/verification";
import { doneAt, linkPath } from "@/lib/platform/mail/link-path";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { resumeWay } from "@/lib/web/way-in/ways";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Confirms the address of an account by a mailed link.",
    access: "public",
    body: verifyEmailInput,
    response: { 200: messageAnswer },
    limit: "verifyByNetwork",
    form: { page: "/link/verify", done: "/link/verify" },
    run: async ({ body, req, res }) => {
      await verifyEmail(body.token);
      const done = await resumeWay(req, res, doneAt(linkPath("verify", body.token)));
      return { status: 200, body: { message: t("notices.emailConfirmed") }, done };
    },
  }),
});
