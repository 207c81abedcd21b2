import { signUp, signUpInput } from "@/lib/features/accounts/sign-up";
import { BUSY } from "@/lib/features/password/pool";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Signs up. The answer is the same for an address that has an account.",
    access: "anonymous",
    features: ["signUp"],
    body: signUpInput,
    response: { 202: messageAnswer },
    problems: [...BUSY],
    limit: "signUpByNetwork",
    form: { page: "/signup", done: "/check-mail", shows: ["email"] },
    run: async ({ body }) => {
      await signUp(body);
      return { status: 202, body: { message: t("notices.checkMail") } };
    },
  }),
});
