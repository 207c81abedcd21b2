import type { NextApiRequest, NextApiResponse } from "next";
import { env } from "@/lib/platform/config/env";
import type { Problem } from "@/lib/platform/core/problem";
import { type Flash, keepTyped, leaveFlash } from "@/lib/platform/http/flash";
import { asksConfiguredHost } from "@/lib/platform/http/own-host";
import { redirectTo, setHeaders } from "@/lib/platform/http/send";
import { t } from "@/lib/platform/texts/t";
import { OTHER_ACCOUNT_PAGE } from "@/lib/web/guard/other-account";
import { dropMail } from "@/lib/web/session/browser-cookies";
import { isCookieMissing } from "@/lib/web/session/csrf";
import { MAIL, SECOND_FACTOR } from "@/lib/web/session/providers";
import {
  afterSignIn,
  CONNECTIONS_PAGE,
  mailSignInPath,
  reauthenticatePath,
  secondFactorPath,
  signInPath,
} from "@/lib/web/session/redirects";
import type { NextAuthRequest } from "./request";

/** What the sign-in page learns of a passkey that no account has. */
export const UNKNOWN_PASSKEY = "unknownPasskey";

const SIGN_IN_FIELDS = ["email", "remember", UNKNOWN_PASSKEY];

/**
 * A target of next-auth, which names the configured origin, for the browser that asked. A browser that used
 * another name of this machine gets only the path: its cookie belongs to that name, and after a form the
 * content security policy stops it at any other origin.
 */
export function reachableFrom(req: NextApiRequest, target: string): string {
  const { origin, pathname, search, hash } = new URL(target, env.NEXTAUTH_URL);
  const elsewhere = origin === env.NEXTAUTH_URL && !asksConfiguredHost(req);
  return elsewhere ? pathname.replace(/^\/+/, "/") + search + hash : target;
}

/** Back to the form with what went wrong: sign-in, second factor or sign-out. */
export async function backToForm(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
  problem: Problem,
): Promise<void> {
  if (problem.code === "other_account") return redirectTo(res, OTHER_ACCOUNT_PAGE);
  setHeaders(res, problem);
  // A new code must be requested: the page shows the form for that.
  if (call.provider === MAIL && problem.code === "sign_in_expired") dropMail(req, res);
  const keepsCookies = !isCookieMissing(req, call.body.csrfToken);
  const message = keepsCookies ? problem.detail : t("details.cookiesMissing");
  const [page, left] = formOf(call, problem);
  redirectTo(res, await leaveFlash(res, page, { message, ...left }, { keepsCookies }));
}

/** The page of a form, and the message for it. */
function formOf(
  { action, provider, body }: NextAuthRequest,
  problem: Problem,
): [page: string, left?: Pick<Flash, "form" | "errors" | "values">] {
  if (action === "signout") return ["/dashboard"];
  const goOn = afterSignIn(body.callbackUrl);
  // For a form that leads to a provider.
  const asksAgain = { form: "POST /api/me/reauthenticate", errors: problem.errors };
  if (action === "signin" && body.purpose === "reauthenticate")
    return [reauthenticatePath(goOn, body.recovery === "on"), asksAgain];
  if (action === "signin" && body.purpose === "connect")
    return problem.code === "reauthentication_required"
      ? [reauthenticatePath(CONNECTIONS_PAGE), asksAgain]
      : [CONNECTIONS_PAGE];
  if (provider === SECOND_FACTOR && problem.code !== "sign_in_expired")
    return [secondFactorPath(goOn, body.recovery === "on")];
  if (provider === MAIL) return [mailSignInPath(goOn)];
  return [signInPath(goOn), { values: keepTyped(body, SIGN_IN_FIELDS) }];
}
