import { parse } from "cookie";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { signOut } from "@/lib/accounts/sessions";
import { hashSecret } from "@/lib/crypto/secret";
import { findSessionBySecret } from "@/lib/db/session-lookup";
import { env } from "@/lib/env";
import { readBody } from "@/lib/http/body";
import { withClient } from "@/lib/http/client";
import { appendCookie } from "@/lib/http/cookies";
import { keepTyped, setFlash } from "@/lib/http/flash";
import { isSafeMethod, requireSameOrigin } from "@/lib/http/origin";
import { Problem, unavailable } from "@/lib/http/problem";
import { redirectTo, sendJson, sendProblem, toProblem } from "@/lib/http/send";
import type { Access } from "./access";
import { afterSignIn, sameOriginPath } from "./callback-url";
import { decode } from "./codec";
import {
  CALLBACK_COOKIE,
  CSRF_COOKIE,
  clearSessionCookie,
  OAUTH_COOKIES,
  SESSION_COOKIE,
  setSessionCookie,
} from "./cookies";
import { isCsrfToken } from "./csrf";
import { authOptions } from "./options";
import { RecordedResponse } from "./recorded-response";
import { refusalIn, signInProblem } from "./refusal";
import { authenticate } from "./session";

/**
 * next-auth's own routes, wrapped so that nothing a client sends makes them fail: it sees only
 * what we have checked, and what it answers is looked at before it goes out. What is not in this
 * table does not exist; `_log` in particular would let anybody write to our log.
 */
const ACTIONS: Record<string, string[]> = {
  session: ["GET", "POST"],
  csrf: ["GET"],
  providers: ["GET"],
  signin: ["GET", "POST"],
  signout: ["GET", "POST"],
  callback: ["GET", "POST"],
  error: ["GET"],
  "verify-request": ["GET"],
};
const CREDENTIALS = "credentials";
const KNOWN_COOKIES = [SESSION_COOKIE, CSRF_COOKIE, CALLBACK_COOKIE, ...OAUTH_COOKIES];
const SIGN_IN_FIELDS = ["email", "remember", "callbackUrl"];

type Fields = Record<string, string>;

/** A request to next-auth, checked: its action, and nothing but strings in query and body. */
type Call = { method: string; action: string; provider: string; query: Fields; body: Fields };

/** The handler of pages/api/auth/[...nextauth].ts. */
export const nextAuthHandler = Object.assign(
  (req: NextApiRequest, res: NextApiResponse) => withClient(req, () => handle(req, res)),
  { access: { GET: "public", POST: "public" } satisfies Record<string, Access> },
);

async function handle(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  let call: Call | null = null;
  try {
    call = await checked(req);
    if (call.action === "session") return await answerSession(req, res);
    if (call.action === "signout" && call.method === "POST") await endSession(req, res, call);
    const recorded = await callNextAuth(req, call);
    if (recorded.statusCode >= 500) throw new Problem("internal");
    await passOn(req, res, call, recorded);
  } catch (error) {
    const problem = toProblem(error);
    if (call && isForm(call)) await backToForm(res, call, problem);
    else sendProblem(res, problem);
  }
}

/** @throws Problem not_found, method_not_allowed, cross_site, or what is wrong with the body */
async function checked(req: NextApiRequest): Promise<Call> {
  const [action = "", provider = "", ...more] = [req.query.nextauth ?? []].flat();
  const method = req.method === "HEAD" ? "GET" : (req.method ?? "");
  if (!Object.hasOwn(ACTIONS, action) || more.length > 0) throw new Problem("not_found");
  const isCredentials = action === "callback" && provider === CREDENTIALS;
  const allow = isCredentials ? ["POST"] : (ACTIONS[action] ?? []);
  if (!allow.includes(method)) throw new Problem("method_not_allowed", { allow });
  if (!isSafeMethod(method)) requireSameOrigin(req);
  const body = isSafeMethod(method) ? {} : strings(await readBody(req, { form: true }));
  // Always stated: where it is missing, next-auth goes by a cookie left over from another visit.
  if (action === "callback" || action === "signin") {
    body.callbackUrl = env.NEXTAUTH_URL + afterSignIn(body.callbackUrl);
  }
  const { nextauth: _path, ...query } = req.query;
  return { method, action, provider, query: strings(query), body };
}

/**
 * Keeps what is a string: next-auth would hand objects and arrays on to us as they are. A
 * callbackUrl is reduced to this site first, because a malformed one would make next-auth throw.
 */
function strings(values: unknown): Fields {
  const entries = Object.entries(typeof values === "object" && values ? values : {});
  const fields = Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  if (fields.callbackUrl !== undefined) fields.callbackUrl = onThisSite(fields.callbackUrl);
  return fields;
}

const onThisSite = (url: string) => env.NEXTAUTH_URL + sameOriginPath(url, "/");

/** `/api/auth/session` says what the guards say, with the same cookies or none. */
async function answerSession(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const authentication = await authenticate(req, res);
  if (authentication.state === "unavailable") throw unavailable();
  if (authentication.state === "anonymous") return sendJson(res, 200, {});
  const { user, session, expires } = authentication;
  sendJson(res, 200, { user, session, expires });
}

/**
 * Ends the session's row before next-auth clears the cookie. Not in its signOut event, whose
 * errors it swallows: the browser would look signed out while the session lives on.
 */
async function endSession(req: NextApiRequest, res: NextApiResponse, call: Call): Promise<void> {
  if (!isCsrfToken(req, call.body.csrfToken)) return;
  const authentication = await authenticate(req, res);
  if (authentication.state === "unavailable") throw unavailable();
  if (authentication.state === "signed-in") {
    await signOut(authentication.user.id, authentication.session.id);
  }
}

async function callNextAuth(req: NextApiRequest, call: Call): Promise<RecordedResponse> {
  const { method, action, provider, query, body } = call;
  const nextauth = provider ? [action, provider] : [action];
  const seen = { method, headers: req.headers, cookies: knownCookies(req), body };
  const recorded = new RecordedResponse();
  await NextAuth(
    { ...seen, query: { ...query, nextauth } } as unknown as NextApiRequest,
    recorded as unknown as NextApiResponse,
    authOptions,
  );
  return recorded;
}

/** Our cookies by their exact names; next-auth takes any that merely starts like the session's. */
function knownCookies(req: NextApiRequest): Fields {
  const known = KNOWN_COOKIES.flatMap((name) => {
    const value = req.cookies[name];
    if (!value) return [];
    return [[name, name === CALLBACK_COOKIE ? onThisSite(value) : value]];
  });
  return Object.fromEntries(known);
}

async function passOn(
  req: NextApiRequest,
  res: NextApiResponse,
  call: Call,
  recorded: RecordedResponse,
): Promise<void> {
  const { location } = recorded;
  const refusal = location && refusalIn(location);
  if (refusal && call.method === "POST") {
    const problem = signInProblem(refusal);
    if (isForm(call)) return backToForm(res, call, problem);
    if (problem.retryAfter !== undefined) res.setHeader("Retry-After", problem.retryAfter);
    const url = `${env.NEXTAUTH_URL}/signin?error=${encodeURIComponent(refusal)}`;
    return sendJson(res, problem.status, { url });
  }
  await passCookiesOn(req, res, call, recorded);
  if (!location) return sendJson(res, recorded.statusCode, recorded.body);
  if (refusal) return redirectTo(res, `/signin?error=${encodeURIComponent(refusal)}`);
  if (isForm(call) || call.method === "GET") return redirectTo(res, location);
  sendJson(res, 200, { url: location });
}

async function passCookiesOn(
  req: NextApiRequest,
  res: NextApiResponse,
  call: Call,
  recorded: RecordedResponse,
): Promise<void> {
  for (const line of recorded.cookies) {
    const name = line.slice(0, line.indexOf("="));
    if (name === SESSION_COOKIE) await replaceSession(req, res, parse(line)[name] ?? "");
    // Only an OAuth sign-in reads it back; elsewhere it would outlive what it was meant for.
    else if (name !== CALLBACK_COOKIE || call.action === "signin") appendCookie(res, line);
  }
}

/** A new sign-in takes the place of the session this browser had. */
async function replaceSession(
  req: NextApiRequest,
  res: NextApiResponse,
  sealed: string,
): Promise<void> {
  if (!sealed) return clearSessionCookie(res);
  const before = await authenticate(req, res);
  if (before.state === "signed-in") await signOut(before.user.id, before.session.id);
  const token = await decode({ token: sealed, secret: env.secrets[0] });
  const session = token && (await findSessionBySecret(hashSecret(token.sid)));
  if (!session) throw new Problem("internal");
  setSessionCookie(res, sealed, session);
}

/** next-auth's own browser client asks for JSON with the string "true"; anything else is a form. */
const isForm = (call: Call) => call.method === "POST" && call.body.json !== "true";

async function backToForm(res: NextApiResponse, call: Call, problem: Problem): Promise<void> {
  if (problem.retryAfter !== undefined) res.setHeader("Retry-After", problem.retryAfter);
  if (call.action === "signout") return redirectTo(res, "/dashboard");
  const values = keepTyped(call.body, SIGN_IN_FIELDS);
  await setFlash(res, { page: "/signin", message: problem.detail, values });
  const back = afterSignIn(call.body.callbackUrl);
  redirectTo(res, `/signin?callbackUrl=${encodeURIComponent(back)}`);
}
