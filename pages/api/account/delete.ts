import { z } from "zod";
import { deleteAccount } from "@/lib/features/accounts/deletion";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";
import { clearSessionCookie } from "@/lib/web/session/cookies";

export const config = { api: { bodyParser: false } };

// For HTML forms, which can only POST; `DELETE /api/me` is the same for everybody else.
export default api({
  POST: method({
    access: { recent: true },
    body: z.object({ confirm: z.literal("on", { error: () => t("fields.confirmDeletion") }) }),
    form: { page: "/settings/account", done: "/" },
    run: async ({ user, res }) => {
      await deleteAccount(user.id);
      clearSessionCookie(res);
      return { status: 204 };
    },
  }),
});
