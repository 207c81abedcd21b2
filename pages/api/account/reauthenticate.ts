import { z } from "zod";
import { passwordField } from "@/lib/features/input/fields";
import { reauthenticate } from "@/lib/features/password/change";
import { api, method } from "@/lib/web/guard/api";
import { afterSignIn } from "@/lib/web/session/redirects";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

const input = z.object({
  password: passwordField,
  callbackUrl: z.string().optional(),
});

export default api({
  POST: method({
    access: "user",
    body: input,
    form: { page: "/reauthenticate", done: "/dashboard" },
    run: async ({ user, session, input, res }) => {
      await reauthenticate(user, input.password);
      await reissueSession(res, user, session);
      return { status: 200, body: { message: "Confirmed." }, done: afterSignIn(input.callbackUrl) };
    },
  }),
});
