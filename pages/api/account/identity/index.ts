import { addressInput, askForAddress } from "@/lib/features/providers/waiting";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { keepWaiting, waitingOf } from "@/lib/web/session/browser-cookies";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary:
      "Mails a link to the address of somebody new for whom a provider has confirmed none. The answer is the same for an address that has an account.",
    access: "anonymous",
    features: ["signUp"],
    body: addressInput,
    response: { 202: messageAnswer },
    problems: ["not_found"],
    limit: "signUpByNetwork",
    form: { page: "/signup/address", done: "/signup/address" },
    run: async ({ body, req, res }) => {
      keepWaiting(res, await askForAddress(waitingOf(req), body));
      return { status: 202, body: { message: t("notices.checkMail") } };
    },
  }),
});
