import { verifyEmail, verifyEmailInput } from "@/lib/features/accounts/verification";
import { lookAtLink } from "@/lib/features/links/look-at-link";
import { doneAt, linkPath } from "@/lib/platform/mail/link-path";
import { t } from "@/lib/platform/texts/t";
import { resumeDestination } from "@/lib/web/destination/destination";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

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
      const done = await resumeDestination(req, res, doneAt(linkPath("verify", body.token)));
      const { email: signInAs } = await lookAtLink("verify-email", body.token);
      return { status: 200, body: { message: t("notices.emailConfirmed") }, done, signInAs };
    },
  }),
});
