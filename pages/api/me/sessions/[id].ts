import { revokeSession } from "@/lib/features/sessions/sessions";
import { Problem } from "@/lib/platform/core/problem";
import { idParams } from "@/lib/platform/http/route-params";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  DELETE: method({
    summary: "Ends one session of the caller.",
    access: { recent: true },
    params: idParams,
    response: { 204: null },
    form: { page: "/settings/sessions", done: "/settings/sessions", notice: "sessionEnded" },
    run: async ({ asking, params }) => {
      if (await revokeSession(asking, params.id)) return { status: 204 };
      // Somebody else's session and one that does not exist look the same.
      throw new Problem("not_found", { detail: () => t("details.noSuchSession") });
    },
  }),
});
