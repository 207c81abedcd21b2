import { z } from "zod";
import { credentialField } from "@/lib/features/passkeys/credential";
import {
  addPasskey,
  passkeyName,
  passkeysOf,
  passkeysView,
  passkeyView,
  suggestedName,
} from "@/lib/features/passkeys/passkeys";
import { removePasskeys } from "@/lib/features/passkeys/removal";
import { api, method } from "@/lib/web/guard/api";
import { SECURITY_PAGE } from "@/lib/web/session/redirects";
import { reissueSession } from "@/lib/web/session/reissue";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists the caller's passkeys, and what to tell authenticators about them.",
    access: "user",
    withoutFactor: true,
    response: { 200: passkeysView },
    run: async ({ user }) => ({ status: 200, body: await passkeysOf(user.id) }),
  }),

  DELETE: method({
    summary: "Removes every passkey of the caller, and ends their other sessions.",
    access: { recent: true },
    response: { 204: null },
    problems: ["last_way_in", "second_factor_required"],
    form: { page: SECURITY_PAGE, done: SECURITY_PAGE, notice: "passkeysRemoved" },
    run: async ({ user, session, res }) => {
      await reissueSession(res, { user, session }, removePasskeys);
      return { status: 204 };
    },
  }),

  POST: method({
    summary:
      "Adds a passkey to the caller's account, and ends their other sessions. The first one brings recovery codes.",
    access: { recent: true },
    withoutFactor: true,
    body: z.object({ credential: credentialField, name: passkeyName.optional() }),
    response: {
      201: z.object({ passkey: passkeyView, recoveryCodes: z.array(z.string()).optional() }),
    },
    problems: ["passkeys_full"],
    limit: "passkeyByAccount",
    form: {
      page: SECURITY_PAGE,
      done: SECURITY_PAGE,
      notice: "passkeyAdded",
      tells: ["recoveryCodes"],
    },
    run: async ({ user, session, body: { credential: sent, name = suggestedName() }, res }) => {
      const { passkey, recoveryCodes } = await reissueSession(res, { user, session }, (renewal) =>
        addPasskey(renewal, { name, sent }),
      );
      return { status: 201, body: { passkey, ...(recoveryCodes && { recoveryCodes }) } };
    },
  }),
});
