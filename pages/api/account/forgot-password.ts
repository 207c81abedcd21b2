import { z } from "zod";
import { forgotPasswordInput, requestReset } from "@/lib/features/password/reset";
import { t } from "@/lib/platform/texts/t";
import { keepDestination } from "@/lib/web/destination/destination";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { deviceOf } from "@/lib/web/session/browser-cookies";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Mails a link for a new password, if the address has an account.",
    access: "public",
    body: forgotPasswordInput.extend({ callbackUrl: z.string().optional() }),
    response: { 202: messageAnswer },
    limit: "forgotByNetwork",
    form: {
      page: "/forgot-password",
      done: "/forgot-password",
      notice: "resetSent",
      shows: ["email"],
    },
    run: async ({ body, req, res }) => {
      await requestReset(body.email, deviceOf(req) ?? "");
      return {
        status: 202,
        body: { message: t("notices.resetSent") },
        done: await keepDestination(res, "/forgot-password", body.callbackUrl),
      };
    },
  }),
});
