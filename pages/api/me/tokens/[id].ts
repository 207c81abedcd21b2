import { revokeApiToken } from "@/lib/features/api-tokens/api-tokens";
import { Problem } from "@/lib/platform/core/problem";
import { idParams } from "@/lib/platform/http/route-params";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  DELETE: method({
    summary: "Revokes one API token of the caller.",
    access: "user",
    features: ["apiTokens"],
    params: idParams,
    response: { 204: null },
    form: { page: "/settings/tokens", done: "/settings/tokens", notice: "tokenRevoked" },
    run: async ({ asking, params }) => {
      if (await revokeApiToken(asking, params.id)) return { status: 204 };
      // Somebody else's token and one that does not exist look the same.
      throw new Problem("not_found", { detail: () => t("details.noSuchToken") });
    },
  }),
});
