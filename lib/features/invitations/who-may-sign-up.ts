import { env } from "@/lib/platform/config/env";
import { isOn } from "@/lib/platform/config/features";

/**
 * Who can make an account: anybody, whom somebody invites, or nobody by themselves. The team's switch
 * (features.signUp) goes before the operator's (SIGN_UP): what is not built in cannot be opened.
 */
export const signUpIs = (): "open" | "invited" | "closed" =>
  isOn(["signUp"]) ? env.SIGN_UP : "closed";

/** Whether anybody can make an account, so that pages offer it. */
export const anybodyMaySignUp = (): boolean => signUpIs() === "open";

/** Whether administrators can invite anybody to; whoever an organisation invites needs signUpIs() alone. */
export const invites = (): boolean => isOn(["accountInvitations"]) && signUpIs() !== "closed";
