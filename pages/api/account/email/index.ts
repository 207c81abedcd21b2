import { changeEmailInput, requestEmailChange } from "@/lib/features/accounts/email-change";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "user",
    body: changeEmailInput,
    form: {
      page: "/settings/email",
      done: "/settings/email",
      notice: "A mail is on its way to the new address. Nothing changes until you follow its link.",
    },
    run: async ({ user, input }) => {
      await requestEmailChange(user, input);
      return { status: 202, body: { message: "Check the mail of the new address." } };
    },
  }),
});
