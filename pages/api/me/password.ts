import { z } from "zod";
import { changePassword, changePasswordInput } from "@/lib/features/password/change";
import { BUSY } from "@/lib/features/password/pool";
import { removePassword } from "@/lib/features/password/removal";
import { isRecent } from "@/lib/features/sessions/lifetime";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Changes the caller's password, or sets the first one, and ends their other sessions.",
    access: "user",
    body: changePasswordInput,
    response: { 200: messageAnswer },
    problems: ["password_changed", "reauthentication_required", "too_many_requests", ...BUSY],
    form: {
      page: "/settings/password",
      done: "/settings/password",
      notice: "passwordChanged",
    },
    run: async ({ user, session, body, res }) => {
      const recent = isRecent(session, Date.now());
      await reissueSession(res, { user, session }, (renewal) =>
        changePassword(user, { renewal, recent }, body),
      );
      return { status: 200, body: { message: t("notices.passwordChanged") } };
    },
  }),

  DELETE: method({
    summary:
      "Removes the caller's password, if there is another way to sign in, and ends their other sessions.",
    access: { recent: true },
    response: { 204: null },
    problems: ["last_way_in"],
    form: {
      page: "/settings/password",
      done: "/settings/password",
      notice: "passwordRemoved",
      fields: z.object({ confirm: z.literal("on", { error: () => t("passwordRemoval.tick") }) }),
    },
    run: async ({ user, session, res }) => {
      await reissueSession(res, { user, session }, removePassword);
      return { status: 204 };
    },
  }),
});
