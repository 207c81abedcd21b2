import { z } from "zod";
import { nameAgain, passkeyName, removePasskey } from "@/lib/features/passkeys/passkeys";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";
import { SECURITY_PAGE } from "@/lib/web/session/redirects";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  PATCH: method({
    summary: "Renames a passkey of the caller.",
    access: "user",
    params: idParams,
    body: z.object({ name: passkeyName }),
    response: { 204: null },
    limit: "renameByAccount",
    form: { page: SECURITY_PAGE, done: SECURITY_PAGE, notice: "passkeyRenamed" },
    run: async ({ asking, params, body }) => {
      await nameAgain(asking, params.id, body.name);
      return { status: 204 };
    },
  }),

  DELETE: method({
    summary: "Removes a passkey of the caller, and ends their other sessions.",
    access: { recent: true },
    params: idParams,
    response: { 204: null },
    problems: ["last_way_in", "second_factor_required"],
    form: { page: SECURITY_PAGE, done: SECURITY_PAGE, notice: "passkeyRemoved" },
    run: async ({ user, session, params, res }) => {
      await reissueSession(res, { user, session }, (renewal) => removePasskey(renewal, params.id));
      return { status: 204 };
    },
  }),
});
