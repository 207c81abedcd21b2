import { z } from "zod";
import { credentialField } from "@/lib/features/passkeys/credential";
import { reauthenticateByPasskey } from "@/lib/features/sign-in/reauthenticate";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { afterSignIn } from "@/lib/web/session/redirects";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Makes the current session recently authenticated, by a passkey of the caller alone.",
    access: "user",
    body: z.object({ credential: credentialField, callbackUrl: z.string().optional() }),
    response: { 200: messageAnswer },
    problems: ["too_many_requests"],
    form: { page: "/reauthenticate", done: "/dashboard" },
    run: async ({ user, session, body: { credential, callbackUrl }, res }) => {
      await reissueSession(res, { user, session }, (renewal) =>
        reauthenticateByPasskey(renewal, credential),
      );
      return {
        status: 200,
        body: { message: t("notices.confirmed") },
        done: afterSignIn(callbackUrl),
      };
    },
  }),
});
