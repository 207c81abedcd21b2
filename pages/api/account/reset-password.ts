import { z } from "zod";
import { lookAtLink } from "@/lib/features/links/look-at-link";
import { BUSY } from "@/lib/features/password/pool";
import { resetPassword, resetPasswordInput } from "@/lib/features/password/reset";
import { doneAt, resetPasswordPath } from "@/lib/platform/mail/link-path";
import { listed } from "@/lib/platform/texts/format/isolated";
import { t } from "@/lib/platform/texts/t";
import { resumeDestination } from "@/lib/web/destination/destination";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { nameOfProvider } from "@/lib/web/providers/list";
import { keepDevice } from "@/lib/web/session/browser-cookies";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Sets a new password by a mailed link, and ends every session of the account.",
    access: "public",
    body: resetPasswordInput,
    response: {
      200: messageAnswer.extend({
        /**
         * The names of the passkeys that can still sign in, separated by commas; left out where there are
         * none.
         */
        passkeys: z.string().optional(),
        /** The same of the providers that still do. */
        providers: z.string().optional(),
      }),
    },
    problems: [...BUSY],
    limit: "resetByNetwork",
    form: {
      page: "/reset-password",
      done: "/reset-password",
      tells: ["passkeys", "providers"],
    },
    run: async ({ body, req, res }) => {
      const { device, passkeys, providers } = await resetPassword(body);
      keepDevice(res, device);
      const done = await resumeDestination(req, res, doneAt(resetPasswordPath(body.token)));
      const kept = {
        ...(passkeys.length > 0 && { passkeys: listed(passkeys) }),
        ...(providers.length > 0 && { providers: listed(providers.map(nameOfProvider)) }),
      };
      const { email: signInAs } = await lookAtLink("reset-password", body.token);
      return { status: 200, body: { message: t("notices.passwordSet"), ...kept }, done, signInAs };
    },
  }),
});
