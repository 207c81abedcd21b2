import { resetPassword, resetPasswordInput } from "@/lib/features/password/reset";
import { api, method } from "@/lib/web/guard/api";
import { keepDevice } from "@/lib/web/session/device-cookie";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "public",
    body: resetPasswordInput,
    form: {
      page: "/reset-password",
      done: "/signin",
      notice: "Your new password is set, and every device was signed out. Sign in with it now.",
    },
    run: async ({ input, res }) => {
      const { id } = await resetPassword(input);
      // So that nobody's guesses at the account can keep its owner waiting.
      await keepDevice(res, id, null);
      return { status: 200, body: { message: "Password set. Sign in with it." } };
    },
  }),
});
