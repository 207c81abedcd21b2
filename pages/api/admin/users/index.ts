import { createAccountFor, newUserInput } from "@/lib/features/admin/create-account";
import { userDetails, userDetailsView } from "@/lib/features/admin/user-actions";
import { pageOfUsers, userPage, usersQuery } from "@/lib/features/admin/user-list";
import { filterFor } from "@/lib/features/user-filter/filter";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Creates an account without a password, and mails its owner a link that sets one.",
    access: { permission: "users.change", recent: true },
    body: newUserInput,
    response: { 201: userDetailsView },
    limit: "bringInByAccount",
    form: {
      page: "/admin/users/new",
      done: "/admin",
      notice: "accountMade",
    },
    run: async ({ asking, body }) => {
      const id = await createAccountFor(asking, body);
      return { status: 201, body: await userDetails(id), done: `/admin/users/${id}` };
    },
  }),

  GET: method({
    summary: "Lists the users, or those whose name or address a search finds, a page at a time.",
    access: { permission: "users.read" },
    token: "users:read",
    query: usersQuery,
    response: { 200: userPage },
    run: async ({ user, query }) => ({
      status: 200,
      body: await pageOfUsers(filterFor(user.role, query)),
    }),
  }),
});
