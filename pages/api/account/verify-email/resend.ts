import { resendInput, resendVerification } from "@/lib/features/accounts/verification";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "public",
    body: resendInput,
    form: {
      page: "/check-mail",
      done: "/check-mail",
      notice: "If that address waits for its confirmation, a new link is on its way.",
    },
    run: async ({ input }) => {
      await resendVerification(input.email);
      return { status: 202, body: { message: "Check your mail." } };
    },
  }),
});
