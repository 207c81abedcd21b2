import { z } from "zod";
import { signUp, signUpInput } from "@/lib/features/accounts/sign-up";
import { signUpInvited } from "@/lib/features/accounts/sign-up-invited";
import { tokenField } from "@/lib/features/links/links";
import { BUSY } from "@/lib/features/password/pool";
import { isOn } from "@/lib/platform/config/features";
import { Problem } from "@/lib/platform/core/problem";
import { t } from "@/lib/platform/texts/t";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { signInPath } from "@/lib/web/session/redirects";
import { keepWay } from "@/lib/web/way-in/ways";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Signs up. The answer is the same for an address that has an account.",
    access: "anonymous",
    features: ["signUp"],
    body: signUpInput.safeExtend({
      callbackUrl: z.string().optional(),
      /** The token of an invitation to an organisation; the address is the one it was mailed to. */
      invitation: tokenField.optional(),
    }),
    response: { 202: messageAnswer },
    problems: [...BUSY, "not_found"],
    limit: "signUpByNetwork",
    form: { page: "/signup", done: "/check-mail", shows: ["email"] },
    run: async ({ body: { callbackUrl, invitation, ...input }, res }) => {
      if (invitation) return signedUpBy(invitation, input);
      await signUp(input);
      return {
        status: 202,
        body: { message: t("notices.checkMail") },
        done: await keepWay(res, "/check-mail", callbackUrl),
      };
    },
  }),
});

/** By an invitation: the address is confirmed already, so what follows is to sign in. */
async function signedUpBy(invitation: string, input: z.infer<typeof signUpInput>) {
  if (!isOn(["organisations"])) throw new Problem("not_found");
  const slug = await signUpInvited(input, invitation);
  return {
    status: 202,
    body: { message: t("notices.emailConfirmed") },
    done: signInPath(`/organisations/${slug}/members`),
  } as const;
}
