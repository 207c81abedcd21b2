import { env } from "@/lib/platform/config/env";
import { isOn } from "@/lib/platform/config/features";

/**
 * Who can create an account: anybody, invited people only, or nobody on their own. The team's switch
 * (features.signUp) takes precedence over the operator's (SIGN_UP): what is not built in cannot be opened.
 * What it closes is switched off with that feature (lib/platform/config/env.ts).
 */
export const signUpIs = (): "open" | "invited" | "closed" =>
  isOn(["signUp"]) ? env.SIGN_UP : "closed";

/** Whether anybody can create an account, so that pages offer it. */
export const anybodyMaySignUp = (): boolean => signUpIs() === "open";

/** Whether administrators can send invitations; an organisation's invitations need signUpIs() only. */
export const invites = (): boolean => isOn(["accountInvitations"]);
