import { confirmEmailChange, emailLinkInput } from "@/lib/features/accounts/email-change";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "public",
    body: emailLinkInput,
    form: {
      page: "/confirm-email",
      done: "/signin",
      notice: "Your account uses this address now.",
    },
    run: async ({ input }) => {
      await confirmEmailChange(input.token);
      return { status: 200, body: { message: "E-mail address changed." } };
    },
  }),
});
