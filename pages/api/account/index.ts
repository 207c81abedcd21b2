import { signUp, signUpInput } from "@/lib/features/accounts/sign-up";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "anonymous",
    body: signUpInput,
    form: { page: "/signup", done: "/check-mail" },
    run: async ({ input }) => {
      await signUp(input);
      return { status: 202, body: { message: "Check your mail." } };
    },
  }),
});
