import { z } from "zod";
import { tokenField } from "@/lib/features/links/links";
import { confirmAddress } from "@/lib/features/providers/waiting";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { dropWaiting, waitingOf } from "@/lib/web/session/browser-cookies";
import { afterSignIn, signInPath } from "@/lib/web/session/redirects";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary:
      "Creates the account of somebody who came from a provider, once they have confirmed an address by a mailed link in the browser that asked for it.",
    access: "anonymous",
    features: ["signUp"],
    body: z.object({ token: tokenField }),
    response: { 200: messageAnswer },
    problems: ["unauthenticated", "address_in_use", "not_found"],
    limit: "verifyByNetwork",
    form: { page: "/link/sign-up", done: "/signin", notice: "accountReady" },
    run: async ({ body: { token }, req, res }) => {
      const { waiting } = await confirmAddress(waitingOf(req), token);
      dropWaiting(req, res);
      const done = signInPath(afterSignIn(waiting.callbackUrl));
      return { status: 200, body: { message: t("notices.accountReady") }, done };
    },
  }),
});
