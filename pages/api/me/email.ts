import { changeEmailInput, requestEmailChange } from "@/lib/features/accounts/email-change";
import { BUSY } from "@/lib/features/password/pool";
import { isRecent } from "@/lib/features/sessions/lifetime";
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
    problems: ["password_changed", "reauthentication_required", ...BUSY],
    limit: "moveByAccount",
    form: {
      page: "/settings/email",
      done: "/settings/email",
      notice: "emailChangeSent",
    },
    run: async ({ user, session, asking, body }) => {
      await requestEmailChange(user, asking, body, isRecent(session, Date.now()));
      return { status: 202, body: { message: t("notices.emailChangeSent") } };
    },
  }),
});
