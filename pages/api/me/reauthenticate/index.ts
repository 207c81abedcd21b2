import { z } from "zod";
import { passwordField } from "@/lib/features/input/fields";
import { BUSY } from "@/lib/features/password/pool";
import { codeField } from "@/lib/features/second-factor/enrolment";
import { reauthenticate } from "@/lib/features/sign-in/reauthenticate";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { afterSignIn } from "@/lib/web/session/redirects";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary:
      "Makes the current session recently authenticated, by everything that a sign-in asks the caller for.",
    access: "user",
    withoutFactor: true,
    body: z.object({
      password: passwordField,
      code: codeField.optional(),
      callbackUrl: z.string().optional(),
      /** Which of its two fields the form used. */
      recovery: z.string().optional(),
    }),
    response: { 200: messageAnswer },
    problems: ["password_changed", "too_many_requests", ...BUSY],
    form: { page: "/reauthenticate", done: "/dashboard" },
    run: async ({ user, session, body, res }) => {
      await reissueSession(res, { user, session }, (renewal) =>
        reauthenticate(user, body, renewal),
      );
      return {
        status: 200,
        body: { message: t("notices.confirmed") },
        done: afterSignIn(body.callbackUrl),
      };
    },
  }),
});
