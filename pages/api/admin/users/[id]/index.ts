import {
  changeUser,
  changeUserInput,
  type UserChange,
  userDetails,
} from "@/lib/features/admin/user-actions";
import { requireId } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

async function change(userId: string, input: UserChange) {
  await changeUser(userId, input);
  return { status: 200, body: await userDetails(userId) };
}

export default api({
  GET: method({
    access: { role: "admin" },
    run: async ({ query }) => ({ status: 200, body: await userDetails(requireId(query)) }),
  }),

  PATCH: method({
    access: { role: "admin", recent: true },
    body: changeUserInput,
    run: ({ query, input }) => change(requireId(query), input),
  }),

  // The same from an HTML form, which can only POST.
  POST: method({
    access: { role: "admin", recent: true },
    body: changeUserInput,
    form: { page: "/admin/users/:id", done: "/admin/users/:id", notice: "Saved." },
    run: ({ query, input }) => change(requireId(query), input),
  }),
});
