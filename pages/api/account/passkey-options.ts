import { z } from "zod";
import { signInChallenge } from "@/lib/features/passkeys/challenges";
import { askForAnyPasskey, requestOptions } from "@/lib/features/passkeys/options";
import { askForSecondPasskey } from "@/lib/features/sign-in/second-step";
import { api, method } from "@/lib/web/guard/api";
import {
  keepPasskeyChallenge,
  passkeyChallengeOf,
  pendingOf,
} from "@/lib/web/session/browser-cookies";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary:
      "Returns what a browser needs to ask for a passkey: to sign in, or as the second factor of a sign-in that has begun.",
    access: "public",
    body: z.object({
      step: z.enum(["sign-in", "second-factor"]).catch("sign-in").default("sign-in"),
    }),
    response: { 200: requestOptions },
    problems: ["sign_in_expired", "too_many_requests"],
    run: async ({ body: { step }, req, res }) => {
      if (step === "second-factor") {
        return { status: 200, body: await askForSecondPasskey(pendingOf(req)) };
      }
      const { challenge, sealed } = await signInChallenge(passkeyChallengeOf(req));
      keepPasskeyChallenge(res, sealed);
      return { status: 200, body: askForAnyPasskey(challenge) };
    },
  }),
});
