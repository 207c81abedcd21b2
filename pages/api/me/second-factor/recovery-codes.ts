import { z } from "zod";
import { renewRecoveryCodes, saveRecoveryCodes } from "@/lib/features/second-factor/enrolment";
import { api, method } from "@/lib/web/guard/api";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

const PAGE = "/settings/security";

export default api({
  POST: method({
    summary: "Gives the caller new recovery codes; the old ones stop working at once.",
    access: { recent: true },
    withoutFactor: true,
    response: { 200: z.object({ recoveryCodes: z.array(z.string()) }) },
    problems: ["second_factor_off"],
    form: { page: PAGE, done: PAGE, tells: ["recoveryCodes"] },
    run: async ({ user, session, res }) => {
      const recoveryCodes = await reissueSession(res, { user, session }, renewRecoveryCodes);
      return { status: 200, body: { recoveryCodes } };
    },
  }),

  PATCH: method({
    summary: "Records that the caller has saved the recovery codes.",
    access: "user",
    withoutFactor: true,
    response: { 204: null },
    problems: ["second_factor_off"],
    form: { page: PAGE, done: PAGE, notice: "recoveryCodesSaved" },
    run: async ({ asking }) => {
      await saveRecoveryCodes(asking);
      return { status: 204 };
    },
  }),
});
