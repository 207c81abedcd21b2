import { revokeApiTokens } from "@/lib/features/admin/user-actions";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  DELETE: method({
    summary: "Revokes every API token of a user.",
    access: { permission: "users.change", recent: true },
    features: ["apiTokens"],
    params: idParams,
    response: { 204: null },
    form: {
      page: "/admin/users/[id]",
      ask: "/admin/users/[id]/[form]",
      done: "/admin/users/[id]",
      keepsList: true,
      notice: "tokensRevoked",
    },
    run: async ({ asking, params }) => {
      await revokeApiTokens(asking, params.id);
      return { status: 204 };
    },
  }),
});
