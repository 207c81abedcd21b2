import { z } from "zod";
import {
  beginEnrolment,
  codeField,
  completeEnrolment,
  enrolmentView,
  secondFactorOf,
  secondFactorView,
} from "@/lib/features/second-factor/enrolment";
import { turnOffSecondFactor } from "@/lib/features/second-factor/removal";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

const PAGE = "/settings/security";
const recoveryCodesView = z.object({ recoveryCodes: z.array(z.string()) });

export default api({
  GET: method({
    summary:
      "Returns whether the caller's account has an authenticator app, and how many recovery codes are left.",
    access: "user",
    withoutFactor: true,
    response: { 200: secondFactorView },
    run: async ({ user }) => ({ status: 200, body: await secondFactorOf(user.id) }),
  }),

  POST: method({
    summary:
      "Begins to set up an authenticator app or, with a code from it, completes that and returns the recovery codes.",
    access: { recent: true },
    withoutFactor: true,
    body: z.object({ code: codeField.optional() }),
    response: { 200: enrolmentView.or(recoveryCodesView) },
    problems: ["second_factor_on", "too_many_requests"],
    form: { page: PAGE, done: PAGE, tells: ["recoveryCodes"] },
    run: async ({ user, session, asking, body: { code }, res }) => {
      if (code === undefined) return { status: 200, body: await beginEnrolment(asking) };
      const recoveryCodes = await reissueSession(res, { user, session }, (renewal) =>
        completeEnrolment(renewal, code),
      );
      return { status: 200, body: { recoveryCodes } };
    },
  }),

  DELETE: method({
    summary: "Removes the caller's authenticator app, and ends their other sessions.",
    access: { recent: true },
    withoutFactor: true,
    response: { 204: null },
    problems: ["second_factor_off", "second_factor_required", "last_way_in"],
    form: {
      page: PAGE,
      done: PAGE,
      notice: "secondFactorOff",
      fields: z.object({ confirm: z.literal("on", { error: () => t("fields.confirmTurnOff") }) }),
    },
    run: async ({ user, session, res }) => {
      await reissueSession(res, { user, session }, turnOffSecondFactor);
      return { status: 204 };
    },
  }),
});
