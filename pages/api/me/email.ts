import { changeEmailInput, requestEmailChange } from "@/lib/features/accounts/email-change";
import { BUSY } from "@/lib/features/password/pool";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Mails a link to a new address; the account moves to it when the link is used.",
    access: "user",
    features: ["emailChange"],
    body: changeEmailInput,
    response: { 202: messageAnswer },
    problems: ["password_changed", ...BUSY],
    limit: "moveByAccount",
    form: {
      page: "/settings/email",
      done: "/settings/email",
      notice: "emailChangeSent",
    },
    run: async ({ user, asking, body }) => {
      await requestEmailChange(user, asking, body);
      return { status: 202, body: { message: t("notices.emailChangeSent") } };
    },
  }),
});
