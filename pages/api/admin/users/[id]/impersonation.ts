import { impersonationInput, impersonationView } from "@/lib/features/impersonation/impersonation";
import { Problem } from "@/lib/platform/core/problem";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";
import { beginImpersonating, endImpersonating } from "@/lib/web/impersonation/change-session";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary:
      "Opens a session in which the administrator acts for a user, and suspends the caller's own.",
    access: { permission: "users.change", recent: true },
    features: ["impersonation"],
    params: idParams,
    body: impersonationInput,
    response: { 200: impersonationView },
    problems: ["account_disabled", "address_unverified"],
    limit: "impersonateByAccount",
    form: { page: "/admin/users/[id]/impersonate", done: "/dashboard" },
    run: async ({ session, asking, params, body, res }) => {
      const wanted = { userId: params.id, reason: body.reason };
      return { status: 200, body: await beginImpersonating(res, { session, asking }, wanted) };
    },
  }),

  DELETE: method({
    summary: "Ends the session in which the caller acts for that user, and resumes their own.",
    access: "user",
    features: ["impersonation"],
    impersonated: true,
    params: idParams,
    response: { 204: null },
    form: { page: "/dashboard", done: "/admin/users/[id]" },
    run: async ({ user, session, asking, params, res }) => {
      if (!session.impersonator || user.id !== params.id) throw new Problem("not_found");
      await endImpersonating(res, asking);
      return { status: 204 };
    },
  }),
});
