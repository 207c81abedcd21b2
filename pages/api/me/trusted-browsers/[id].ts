import { distrust } from "@/lib/features/second-factor/trusted-browsers";
import { Problem } from "@/lib/platform/core/problem";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

const PAGE = "/settings/security";

export default api({
  DELETE: method({
    summary:
      "Stops trusting one browser of the caller: a sign-in in it asks for the second factor again.",
    access: "user",
    params: idParams,
    response: { 204: null },
    form: { page: PAGE, done: PAGE, notice: "browserDistrusted" },
    run: async ({ asking, params }) => {
      // Somebody else's and one that does not exist look the same.
      if ((await distrust(asking, params.id)) === 0) throw new Problem("not_found");
      return { status: 204 };
    },
  }),
});
