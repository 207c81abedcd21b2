import { pageOfUsers, userPage, usersQuery } from "@/lib/features/admin/user-list";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists the users, or those whose name or address a search finds, a page at a time.",
    access: { permission: "users.read" },
    token: "users:read",
    query: usersQuery,
    response: { 200: userPage },
    run: async ({ query }) => ({ status: 200, body: await pageOfUsers(query) }),
  }),
});
