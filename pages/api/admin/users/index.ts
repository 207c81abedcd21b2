import { pageOfUsers, usersQuery } from "@/lib/accounts/users";
import { api, method } from "@/lib/auth/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    access: { role: "admin" },
    run: async ({ query }) => ({ status: 200, body: await pageOfUsers(usersQuery.parse(query)) }),
  }),
});
