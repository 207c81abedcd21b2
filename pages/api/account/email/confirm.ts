import { confirmEmailChange, emailLinkInput } from "@/lib/features/accounts/email-change";
import { lookAtLink } from "@/lib/features/links/look-at-link";
import { doneAt, linkPath } from "@/lib/platform/mail/link-path";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Moves the account to the new address that the link was mailed to.",
    access: "user",
    body: emailLinkInput,
    response: { 200: messageAnswer },
    problems: ["link_of_another_account"],
    limit: "verifyByNetwork",
    form: { page: "/link/confirm-email", done: "/link/confirm-email" },
    run: async ({ asking, body }) => {
      await confirmEmailChange(asking, body.token);
      const done = doneAt(linkPath("confirm-email", body.token));
      const { email: signInAs } = await lookAtLink("change-email", body.token);
      return { status: 200, body: { message: t("notices.emailChanged") }, done, signInAs };
    },
  }),
});
