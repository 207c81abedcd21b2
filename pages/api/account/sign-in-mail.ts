import { z } from "zod";
import { requestSignInMail, signInMailInput } from "@/lib/features/sign-in/mail-request";
import { t } from "@/lib/platform/texts/t";
import { wayInPath } from "@/lib/web/destination/destination";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { deviceOf, keepMail } from "@/lib/web/session/browser-cookies";
import { afterSignIn } from "@/lib/web/session/redirects";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary:
      "Mails a code and a link to sign in with, if the address has an account without a password.",
    access: "public",
    features: ["emailSignIn"],
    body: signInMailInput.extend({ callbackUrl: z.string().optional() }),
    response: { 202: messageAnswer },
    limit: "signInMailByNetwork",
    form: { page: "/signin/mail", done: "/signin/mail", needsCookies: "cookiesMissing" },
    run: async ({ body: { callbackUrl: wanted, ...body }, req, res }) => {
      const callbackUrl = afterSignIn(wanted);
      keepMail(res, await requestSignInMail(body, callbackUrl, deviceOf(req) ?? ""));
      return {
        status: 202,
        body: { message: t("notices.signInMailSent") },
        done: wayInPath("/signin/mail", callbackUrl),
      };
    },
  }),
});
