import { exportAccount } from "@/lib/accounts/export";
import { api, method } from "@/lib/auth/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    access: { fresh: true },
    run: async ({ user, session, res }) => {
      res.setHeader("Content-Disposition", 'attachment; filename="latchkey-account.json"');
      return { status: 200, body: await exportAccount(user.id, session.id) };
    },
  }),
});
