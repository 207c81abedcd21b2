import { z } from "zod";
import { confirmPassword } from "@/lib/accounts/password";
import { api, method } from "@/lib/auth/api";
import { afterSignIn } from "@/lib/auth/callback-url";
import { reissueSession } from "@/lib/auth/reissue";

export const config = { api: { bodyParser: false } };

const input = z.object({
  password: z.string("Enter your password.").min(1, "Enter your password."),
  callbackUrl: z.string().optional(),
});

export default api({
  POST: method({
    access: "user",
    body: input,
    form: { page: "/reauthenticate", done: "/dashboard" },
    run: async ({ user, session, input, res }) => {
      await confirmPassword(user, input.password, "password");
      await reissueSession(res, user, session);
      return { status: 200, body: { message: "Confirmed." }, done: afterSignIn(input.callbackUrl) };
    },
  }),
});
