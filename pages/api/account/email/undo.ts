import { emailLinkInput, undoEmailChange } from "@/lib/features/accounts/email-change";
import { doneAt, linkPath } from "@/lib/platform/mail/link-path";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Moves an account back to the address it had, and mails a link for a new password.",
    access: "public",
    body: emailLinkInput,
    response: { 200: messageAnswer },
    limit: "verifyByNetwork",
    form: { page: "/link/undo-email", done: "/link/undo-email" },
    run: async ({ body }) => {
      await undoEmailChange(body.token);
      const done = doneAt(linkPath("undo-email", body.token));
      return { status: 200, body: { message: t("notices.emailRestored") }, done };
    },
  }),
});
