import { changePassword, changePasswordInput } from "@/lib/features/password/change";
import { isRecent } from "@/lib/features/sessions/lifetime";
import { api, method } from "@/lib/web/guard/api";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    access: "user",
    body: changePasswordInput,
    form: {
      page: "/settings/password",
      done: "/settings/password",
      notice: "Your password was changed, and every other device was signed out.",
    },
    run: async ({ user, session, input, res }) => {
      const recent = isRecent(session, Date.now());
      await changePassword(user, { id: session.id, recent }, input);
      await reissueSession(res, user, session);
      return { status: 200, body: { message: "Password changed." } };
    },
  }),
});
