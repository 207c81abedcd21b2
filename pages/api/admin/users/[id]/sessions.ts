import { endSessions } from "@/lib/features/admin/user-actions";
import { requireId } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

async function end(userId: string) {
  await endSessions(userId);
  return { status: 204 };
}

export default api({
  DELETE: method({
    access: { role: "admin", recent: true },
    run: ({ query }) => end(requireId(query)),
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: { role: "admin", recent: true },
    form: {
      page: "/admin/users/:id",
      done: "/admin/users/:id",
      notice: "Every session of this account was ended.",
    },
    run: ({ query }) => end(requireId(query)),
  }),
});
