import { z } from "zod";
import { type SignUp, signUp, signUpInput } from "@/lib/features/accounts/sign-up";
import { signUpInvited } from "@/lib/features/accounts/sign-up-invited";
import { signUpByInvitation } from "@/lib/features/invitations/accept";
import { signUpIs } from "@/lib/features/invitations/who-may-sign-up";
import { tokenField } from "@/lib/features/links/links";
import { lookAtInvitation } from "@/lib/features/organisations/acceptance";
import { BUSY } from "@/lib/features/password/pool";
import { isOn } from "@/lib/platform/config/features";
import { Problem } from "@/lib/platform/core/problem";
import { t } from "@/lib/platform/texts/t";
import { keepDestination } from "@/lib/web/destination/destination";
import { messageAnswer } from "@/lib/web/guard/answers";
import { api, method } from "@/lib/web/guard/api";
import { signInPath } from "@/lib/web/session/redirects";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Signs up. The answer is the same for an address that has an account.",
    access: "anonymous",
    features: ["signUp"],
    body: signUpInput.safeExtend({
      callbackUrl: z.string().optional(),
      /** The token of an invitation; the address is the one it was mailed to. */
      invitation: tokenField.optional(),
    }),
    response: { 202: messageAnswer },
    problems: [...BUSY, "not_found", "invitation_required"],
    limit: "signUpByNetwork",
    form: { page: "/signup", done: "/check-mail", shows: ["email"] },
    run: async ({ body: { callbackUrl, invitation, ...input }, res }) => {
      if (invitation) return signedUpBy(invitation, input);
      if (signUpIs() === "invited") throw new Problem("invitation_required");
      await signUp(input);
      return {
        status: 202,
        body: { message: t("notices.checkMail") },
        done: await keepDestination(res, "/check-mail", callbackUrl),
      };
    },
  }),
});

/** By an invitation: the address is confirmed already, so the next step is to sign in. */
async function signedUpBy(invitation: string, input: SignUp) {
  const done = signInPath(await acceptedBy(invitation, input));
  return { status: 202, body: { message: t("notices.emailConfirmed") }, done } as const;
}

/** @returns where the new account begins: in the organisation that sent the invitation, if one did */
async function acceptedBy(invitation: string, input: SignUp): Promise<string> {
  const toOrganisation = isOn(["organisations"]) && (await lookAtInvitation(invitation)).invitation;
  if (toOrganisation) return `/organisations/${await signUpInvited(input, invitation)}/members`;
  await signUpByInvitation(input, invitation);
  return "/dashboard";
}
