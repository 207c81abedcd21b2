import { revokeSession } from "@/lib/features/sessions/sessions";
import { Problem } from "@/lib/platform/core/problem";
import { requireId } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

/** Somebody else's session and one that does not exist look the same. */
async function revoke(userId: string, id: string) {
  if (!(await revokeSession(userId, id))) {
    throw new Problem("not_found", {
      detail: "There is no such session: it may have ended already.",
    });
  }
  return { status: 204 };
}

export default api({
  DELETE: method({
    access: "user",
    run: async ({ user, query }) => revoke(user.id, requireId(query)),
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: "user",
    form: { page: "/dashboard", done: "/dashboard", notice: "The session was ended." },
    run: async ({ user, query }) => revoke(user.id, requireId(query)),
  }),
});
