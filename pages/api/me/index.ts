import { z } from "zod";
import { deleteAccount } from "@/lib/features/accounts/deletion";
import { changeName, profileInput } from "@/lib/features/accounts/profile";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";
import { clearSessionCookie } from "@/lib/web/session/cookies";
import { currentSession, currentUser } from "@/lib/web/session/types";

export const config = { api: { bodyParser: false } };

const profile = z.object({ user: currentUser, session: currentSession });

export default api({
  GET: method({
    summary: "Tells who is signed in, and with which session.",
    access: "user",
    response: { 200: profile },
    run: async ({ user, session }) => ({ status: 200, body: { user, session } }),
  }),

  PATCH: method({
    summary: "Changes the caller's name.",
    access: "user",
    body: profileInput,
    response: { 200: profile },
    limit: "renameByAccount",
    form: { page: "/settings", done: "/settings", notice: "nameSaved" },
    run: async ({ user, session, asking, body }) => ({
      status: 200,
      body: { user: { ...user, ...(await changeName(asking, body)) }, session },
    }),
  }),

  DELETE: method({
    summary: "Deletes the caller's account and everything that belongs to it.",
    access: { recent: true },
    features: ["accountDeletion"],
    response: { 204: null },
    problems: ["last_admin"],
    form: {
      page: "/settings/account",
      done: "/",
      fields: z.object({ confirm: z.literal("on", { error: () => t("fields.confirmDeletion") }) }),
    },
    run: async ({ asking, res }) => {
      await deleteAccount(asking);
      clearSessionCookie(res);
      return { status: 204 };
    },
  }),
});
