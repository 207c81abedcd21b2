import { z } from "zod";
import { resendInput, resendVerification } from "@/lib/features/accounts/verification";
import { t } from "@/lib/platform/texts/t";
import { keepDestination } from "@/lib/web/destination/destination";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Mails the link that confirms an address again, if the address waits for it.",
    access: "public",
    body: resendInput.extend({ callbackUrl: z.string().optional() }),
    response: { 202: messageAnswer },
    limit: "resendByNetwork",
    form: {
      page: "/check-mail",
      done: "/check-mail",
      notice: "verificationSent",
      shows: ["email"],
    },
    run: async ({ body, res }) => {
      await resendVerification(body.email);
      return {
        status: 202,
        body: { message: t("notices.verificationSent") },
        done: await keepDestination(res, "/check-mail", body.callbackUrl),
      };
    },
  }),
});
