import { forgotPasswordInput, requestReset } from "@/lib/features/password/reset";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "public",
    body: forgotPasswordInput,
    form: {
      page: "/forgot-password",
      done: "/forgot-password",
      notice:
        "If there is an account with that address, a link is on its way. It works for an hour.",
    },
    run: async ({ input }) => {
      await requestReset(input.email);
      return { status: 202, body: { message: "Check your mail." } };
    },
  }),
});
