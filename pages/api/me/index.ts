import { z } from "zod";
import { deleteAccount } from "@/lib/features/accounts/deletion";
import { changeName, profileInput } from "@/lib/features/accounts/profile";
import { emailField } from "@/lib/features/input/email-address";
import { Problem } from "@/lib/platform/core/problem";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";
import { clearSessionCookie } from "@/lib/web/session/cookies";
import { currentSession, currentUser } from "@/lib/web/session/types";

export const config = { api: { bodyParser: false } };

/** With an API token there is no session. */
const profile = z.object({ user: currentUser, session: currentSession.nullable() });

export default api({
  GET: method({
    summary: "Returns who is signed in, and in which session.",
    access: "user",
    token: "profile:read",
    response: { 200: profile },
    run: async ({ user, session }) => ({ status: 200, body: { user, session } }),
  }),

  PATCH: method({
    summary: "Changes the caller's name.",
    access: "user",
    token: "profile:write",
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
    body: z.object({
      confirm: z.string().max(320).optional(),
      /** Those that nobody else belongs to; a form sends "on". */
      withOrganisations: z.union([z.literal(true), z.literal("on")]).optional(),
    }),
    response: { 204: null },
    problems: ["last_admin", "last_owner"],
    form: {
      page: "/settings/account",
      done: "/",
      fields: z.object({ confirm: z.string({ error: () => t("fields.confirmDeletion") }) }),
    },
    run: async ({ asking, user, body, res }) => {
      if (body.confirm !== undefined) requireOwnAddress(body.confirm, user.email);
      await deleteAccount(asking, { withOrganisations: body.withOrganisations !== undefined });
      clearSessionCookie(res);
      return { status: 204 };
    },
  }),
});

/** Whoever types the address of the account knows which one goes. */
function requireOwnAddress(typed: string, email: string): void {
  if (emailField.safeParse(typed).data === email) return;
  const message = t("fields.confirmDeletion");
  throw new Problem("invalid", { errors: [{ field: "confirm", message }] });
}
