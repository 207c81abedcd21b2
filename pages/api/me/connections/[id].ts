import { disconnect } from "@/lib/features/providers/connections";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";
import { nameOfProvider } from "@/lib/web/providers/list";

export const config = { api: { bodyParser: false } };

const PAGE = "/settings/connections";

export default api({
  DELETE: method({
    summary:
      "Disconnects an identity from the caller's account, unless it is the last way in, and ends their other sessions.",
    access: { recent: true },
    params: idParams,
    response: { 204: null },
    problems: ["last_way_in"],
    form: { page: PAGE, done: PAGE, notice: "providerDisconnected" },
    run: async ({ asking, params }) => {
      await disconnect(asking, params.id, nameOfProvider);
      return { status: 204 };
    },
  }),
});
