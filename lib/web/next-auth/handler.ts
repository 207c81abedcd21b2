import type { NextApiRequest, NextApiResponse } from "next";
import { signOutImpersonator } from "@/lib/features/impersonation/impersonation";
import { signOut } from "@/lib/features/sessions/sessions";
import { Problem, unavailable } from "@/lib/platform/core/problem";
import { acceptsHtml } from "@/lib/platform/http/body";
import { ACCOUNT_FIELD } from "@/lib/platform/http/form-fields";
import { withRequest } from "@/lib/platform/http/reader";
import { redirectTo, sendJson, sendProblem } from "@/lib/platform/http/send";
import { toProblem } from "@/lib/platform/http/to-problem";
import type { Access } from "@/lib/web/guard/access";
import { auditDenial } from "@/lib/web/guard/denied-events";
import { holdRefusal } from "@/lib/web/guard/held-refusals";
import { requireSameAccount } from "@/lib/web/guard/other-account";
import { providerById } from "@/lib/web/providers/list";
import { ANONYMOUS, authenticate } from "@/lib/web/session/authenticate";
import {
  deviceOf,
  dropMail,
  dropPasskeyChallenge,
  dropPending,
  mailOf,
  passkeyChallengeOf,
  pendingOf,
} from "@/lib/web/session/browser-cookies";
import { isCsrfToken, isVouchedByToken, requireCsrfToken } from "@/lib/web/session/csrf";
import { PASSKEY } from "@/lib/web/session/providers";
import { afterSignIn, signInPath } from "@/lib/web/session/redirects";
import { askingSession, type SignInExchange, signInExchange } from "@/lib/web/session/token";
import type { CurrentSession, CurrentUser } from "@/lib/web/session/types";
import { askForSecondFactor, errorPage, passCookies, passOn, refuse } from "./answer";
import { sendOn } from "./answer-by-form";
import { isBackChannel, takeLogout } from "./back-channel";
import { callNextAuth } from "./call";
import { takeAnswer } from "./from-provider";
import { type NextAuthRequest, parseNextAuthRequest } from "./request";
import { startProvider } from "./to-provider";
import { backToForm, UNKNOWN_PASSKEY } from "./way-back";

/**
 * The handler of pages/api/auth/[...nextauth].ts: next-auth, wrapped so that no client input makes it fail.
 * It sees only what we have checked, and its answer is checked before it is sent. See
 * docs/decisions/005-next-auth-is-recorded.md.
 */
export const nextAuthHandler = Object.assign(
  (req: NextApiRequest, res: NextApiResponse) => withRequest(req, () => handle(req, res)),
  {
    methods: {
      GET: { summary: "Reads the session, the CSRF token or the providers.", access: "public" },
      POST: { summary: "Signs in or out.", access: "public" },
    } satisfies Record<string, { summary: string; access: Access }>,
  },
);

async function handle(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  let call: NextAuthRequest | null = null;
  try {
    if (isBackChannel(req)) return await takeLogout(req, res);
    call = await parseNextAuthRequest(req);
    if (call.isAnswerByForm) return await sendOn(res, call);
    if (isVouchedByToken(req)) requireCsrfToken(req, call.body.csrfToken);
    if (call.action === "session") return await answerSession(req, res);
    // next-auth would put the code into a header unchanged.
    if (call.action === "error") return redirectTo(res, errorPage(call.query.error ?? ""));
    if (providerById(call.provider)) return await otherProvider(req, res, call);
    if (call.action === "signout" && call.method === "POST") await endSession(req, res, call);
    const exchange: SignInExchange = {
      device: deviceOf(req),
      pending: pendingOf(req),
      mail: mailOf(req),
      passkeyChallenge: passkeyChallengeOf(req),
    };
    signInExchange.set(exchange);
    const recorded = await callNextAuth(req, call);
    // Right or wrong, its challenge is used up.
    if (call.action === "callback" && call.provider === PASSKEY) dropPasskeyChallenge(req, res);
    // The page has the authenticator forget it. A client cannot set this itself.
    call.body[UNKNOWN_PASSKEY] = exchange.unknownPasskey ?? "";
    if (exchange.problem) return await refuse(req, res, call, exchange.problem);
    if (exchange.next) return askForSecondFactor(req, res, call, exchange.next.pending);
    if (recorded.statusCode >= 500) throw new Problem("internal");
    if (recorded.statusCode >= 400 && !recorded.location) throw new Problem("not_found");
    if (exchange.opened) await replaceSession(req, res);
    await passOn(req, res, call, recorded, exchange);
  } catch (error) {
    const problem = toProblem(error);
    await auditDenial(problem, ANONYMOUS);
    await holdRefusal(problem, res);
    if (call?.isForm && (problem.code !== "cross_site" || acceptsHtml(req)))
      await backToForm(req, res, call, problem);
    else sendProblem(req, res, problem);
  }
}

/** `/api/auth/session` says what the guards say, with the same cookies. */
async function answerSession(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const authentication = await authenticate(req, res);
  if (authentication.state === "unavailable") throw unavailable();
  if (authentication.state === "anonymous") return sendJson(res, 200, {});
  const { user, session } = authentication;
  sendJson(res, 200, { user, session, expires: session.expires });
}

/**
 * Ends the session's row before next-auth clears the cookie. Not in its signOut event, whose
 * errors it swallows: the browser would look signed out while the session lives on.
 */
async function endSession(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
): Promise<void> {
  if (!isCsrfToken(req, call.body.csrfToken)) return;
  const authentication = await authenticate(req, res);
  if (authentication.state === "unavailable") throw unavailable();
  requireSameAccount(call.body[ACCOUNT_FIELD], authentication);
  if (authentication.state === "signed-in") await endOwn(authentication);
}

/** Ends the session of a browser; an impersonating administrator is signed out completely. */
const endOwn = ({ user, session }: { user: CurrentUser; session: CurrentSession }) =>
  session.impersonator
    ? signOutImpersonator(askingSession({ user, session }))
    : signOut(user.id, session.id);

/** The way to a provider, and the way back. */
async function otherProvider(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
): Promise<void> {
  const { action, method, body } = call;
  if (action === "signin" && method === "POST") return startProvider(req, res, call);
  // Nothing begins with a GET: any site could link to it.
  if (action === "signin") return redirectTo(res, signInPath(afterSignIn(body.callbackUrl)));
  if (action !== "callback" || method !== "GET") throw new Problem("not_found");
  const answered = await takeAnswer(req, res, call);
  if (!answered) return;
  const { exchange, callbackUrl, cookies } = answered;
  call.body.callbackUrl = callbackUrl;
  passCookies(res, call, cookies, exchange);
  if (exchange.next) return askForSecondFactor(req, res, call, exchange.next.pending);
  await replaceSession(req, res);
  redirectTo(res, callbackUrl);
}

/** A new sign-in replaces the session that this browser had. */
async function replaceSession(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const before = await authenticate(req, res);
  if (before.state === "signed-in") await endOwn(before);
  dropPending(req, res);
  dropMail(req, res);
}
