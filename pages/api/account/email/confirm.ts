import { confirmEmailChange, emailLinkInput } from "@/lib/features/accounts/email-change";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Moves an account to the new address that the link was mailed to.",
    access: "public",
    body: emailLinkInput,
    response: { 200: messageAnswer },
    limit: "verifyByNetwork",
    form: {
      page: "/confirm-email",
      done: "/signin",
      notice: "emailChanged",
    },
    run: async ({ body }) => {
      await confirmEmailChange(body.token);
      return { status: 200, body: { message: t("notices.emailChanged") } };
    },
  }),
});
