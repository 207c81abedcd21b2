import { emailLinkInput, undoEmailChange } from "@/lib/features/accounts/email-change";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "public",
    body: emailLinkInput,
    form: {
      page: "/undo-email",
      done: "/signin",
      notice:
        "Your account is back at this address, and every device was signed out. A link for a new password is on its way.",
    },
    run: async ({ input }) => {
      await undoEmailChange(input.token);
      return { status: 200, body: { message: "E-mail address changed back." } };
    },
  }),
});
