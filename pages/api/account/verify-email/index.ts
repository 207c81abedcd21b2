import { verifyEmail, verifyEmailInput } from "@/lib/features/accounts/verification";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "public",
    body: verifyEmailInput,
    form: {
      page: "/verify-email",
      done: "/signin",
      notice: "Your e-mail address is confirmed. You can sign in now.",
    },
    run: async ({ input }) => {
      await verifyEmail(input.token);
      return { status: 200, body: { message: "E-mail address confirmed." } };
    },
  }),
});
