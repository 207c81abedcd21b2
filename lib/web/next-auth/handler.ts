import { parse } from "cookie";
import type { NextApiRequest, NextApiResponse } from "next";
import { signOutImpersonator } from "@/lib/features/impersonation/impersonation";
import { signOut } from "@/lib/features/sessions/sessions";
import { env } from "@/lib/platform/config/env";
import { Problem, unavailable } from "@/lib/platform/core/problem";
import { acceptsHtml } from "@/lib/platform/http/body";
import { appendCookie } from "@/lib/platform/http/cookies";
import { ACCOUNT_FIELD } from "@/lib/platform/http/form-fields";
import { withRequest } from "@/lib/platform/http/reader";
import { redirectTo, sendJson, sendProblem, setHeaders } from "@/lib/platform/http/send";
import { toProblem } from "@/lib/platform/http/to-problem";
import type { Access } from "@/lib/web/guard/access";
import { auditDenial } from "@/lib/web/guard/denied-events";
import { requireSameAccount } from "@/lib/web/guard/other-account";
import { providerById } from "@/lib/web/providers/list";
import { ANONYMOUS, authenticate } from "@/lib/web/session/authenticate";
import {
  deviceOf,
  dropMail,
  dropPasskeyChallenge,
  dropPending,
  keepDevice,
  keepPending,
  mailOf,
  passkeyChallengeOf,
  pendingOf,
} from "@/lib/web/session/browser-cookies";
import {
  CALLBACK_COOKIE,
  clearSessionCookie,
  SESSION_COOKIE,
  setSessionCookie,
} from "@/lib/web/session/cookies";
import { isCsrfToken, isVouchedByToken, requireCsrfToken } from "@/lib/web/session/csrf";
import { PASSKEY } from "@/lib/web/session/providers";
import type { RecordedResponse } from "@/lib/web/session/recorded-response";
import { afterSignIn, secondFactorPath, signInPath } from "@/lib/web/session/redirects";
import { askingSession, type SignInExchange, signInExchange } from "@/lib/web/session/token";
import type { CurrentSession, CurrentUser } from "@/lib/web/session/types";
import { isBackChannel, takeLogout } from "./back-channel";
import { callNextAuth } from "./call";
import { refusalIn, SESSION_REQUIRED, signInProblem } from "./errors";
import { sendOn, takeAnswer } from "./from-provider";
import { type NextAuthCall, readNextAuthCall } from "./request";
import { startProvider } from "./to-provider";
import { backToForm, reachableFrom, UNKNOWN_PASSKEY } from "./way-back";

/**
 * The handler of pages/api/auth/[...nextauth].ts: next-auth, wrapped so that nothing a client
 * sends makes it fail. It sees only what we have checked, and what it answers is looked at before
 * it goes out. See docs/decisions/005-next-auth-is-recorded.md.
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
  let call: NextAuthCall | null = null;
  try {
    if (isBackChannel(req)) return await takeLogout(req, res);
    call = await readNextAuthCall(req);
    if (call.isAnswerByForm) return await sendOn(res, call);
    if (isVouchedByToken(req)) requireCsrfToken(req, call.body.csrfToken);
    if (call.action === "session") return await answerSession(req, res);
    // next-auth would put the code into a header as it came.
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
    // Right or wrong, its challenge is spent.
    if (call.action === "callback" && call.provider === PASSKEY) dropPasskeyChallenge(req, res);
    // The page has the authenticator forget it. A client states none itself.
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
    if (call?.isForm && (problem.code !== "cross_site" || acceptsHtml(req)))
      await backToForm(req, res, call, problem);
    else sendProblem(req, res, problem);
  }
}

/** `/api/auth/session` says what the guards say, with the same cookies or none. */
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
  call: NextAuthCall,
): Promise<void> {
  if (!isCsrfToken(req, call.body.csrfToken)) return;
  const authentication = await authenticate(req, res);
  if (authentication.state === "unavailable") throw unavailable();
  requireSameAccount(call.body[ACCOUNT_FIELD], authentication);
  if (authentication.state === "signed-in") await endOwn(authentication);
}

/** Ends the session of a browser; an administrator who acts in it for somebody is signed out whole. */
const endOwn = ({ user, session }: { user: CurrentUser; session: CurrentSession }) =>
  session.impersonator
    ? signOutImpersonator(askingSession({ user, session }))
    : signOut(user.id, session.id);

/** The way to another provider, and the way back. */
async function otherProvider(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthCall,
): Promise<void> {
  const { action, method, body } = call;
  if (action === "signin" && method === "POST") return startProvider(req, res, call);
  // Nothing begins by a GET: any site could link to it.
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

/**
 * Tells that nobody was signed in or out.
 * @param code what next-auth's browser client, which wants an address, reads out of it
 */
async function refuse(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthCall,
  problem: Problem,
  code: string = problem.code,
): Promise<void> {
  if (call.isForm) return backToForm(req, res, call, problem);
  setHeaders(res, problem);
  sendJson(res, problem.status, { url: errorPage(code) });
}

async function passOn(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthCall,
  recorded: RecordedResponse,
  exchange: SignInExchange,
): Promise<void> {
  const { location } = recorded;
  const code = location && refusalIn(location, call.action);
  const refusal = code === SESSION_REQUIRED ? null : code;
  if (refusal && call.method === "POST")
    return refuse(req, res, call, signInProblem(refusal), refusal);
  passCookies(res, call, recorded.cookies, exchange);
  if (!location) return sendJson(res, recorded.statusCode, recorded.body);
  leadTo(req, res, call, refusal ? errorPage(refusal) : location);
}

function passCookies(
  res: NextApiResponse,
  { action }: NextAuthCall,
  lines: string[],
  { opened }: SignInExchange,
): void {
  for (const line of lines) {
    const name = line.slice(0, line.indexOf("="));
    if (name === SESSION_COOKIE) passSessionOn(res, parse(line)[name] ?? "", opened);
    // Only an OAuth sign-in reads it back; elsewhere it would outlive what it was meant for.
    else if (name !== CALLBACK_COOKIE || action === "signin") appendCookie(res, line);
  }
}

/** Sends the browser on: a form by a redirect, anybody else by an answer that names the address. */
function leadTo(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthCall,
  target: string,
): void {
  const reachable = reachableFrom(req, target);
  const { origin = "" } = req.headers;
  const base = URL.canParse(origin) ? origin : env.NEXTAUTH_URL;
  if (call.isForm || call.method === "GET") redirectTo(res, reachable);
  // next-auth's browser client wants an address.
  else sendJson(res, 200, { url: new URL(reachable, base).href });
}

/** Absolute, because next-auth's browser client reads the code out of it. */
const errorPage = (code: string) => `${env.NEXTAUTH_URL}/signin?error=${encodeURIComponent(code)}`;

/** Only the cookies of a session that was opened go out; next-auth clears that of one that ended. */
function passSessionOn(
  res: NextApiResponse,
  sealed: string,
  opened: SignInExchange["opened"],
): void {
  if (sealed && opened) {
    setSessionCookie(res, sealed, opened);
    keepDevice(res, opened.device);
  } else {
    clearSessionCookie(res);
  }
}

/** A new sign-in takes the place of the session this browser had. */
async function replaceSession(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const before = await authenticate(req, res);
  if (before.state === "signed-in") await endOwn(before);
  dropPending(req, res);
  dropMail(req, res);
}

/** The first proof was right: the browser gets a secret for the second, and no session. */
function askForSecondFactor(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthCall,
  pending: string,
): void {
  keepPending(res, pending);
  dropMail(req, res);
  leadTo(req, res, call, env.NEXTAUTH_URL + secondFactorPath(afterSignIn(call.body.callbackUrl)));
}
