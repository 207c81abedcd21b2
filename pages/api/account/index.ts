import { z } from "zod";
import { signUp, signUpInput } from "@/lib/features/accounts/sign-up";
import { BUSY } from "@/lib/features/password/pool";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { keepWay } from "@/lib/web/way-in/ways";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Signs up. The answer is the same for an address that has an account.",
    access: "anonymous",
    features: ["signUp"],
    body: signUpInput.safeExtend({ callbackUrl: z.string().optional() }),
    response: { 202: messageAnswer },
    problems: [...BUSY],
    limit: "signUpByNetwork",
    form: { page: "/signup", done: "/check-mail", shows: ["email"] },
    run: async ({ body: { callbackUrl, ...input }, res }) => {
      await signUp(input);
      return {
        status: 202,
        body: { message: t("notices.checkMail") },
        done: await keepWay(res, "/check-mail", callbackUrl),
      };
    },
  }),
});
