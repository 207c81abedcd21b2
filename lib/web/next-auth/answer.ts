import { parse } from "cookie";
import type { NextApiRequest, NextApiResponse } from "next";
import { env } from "@/lib/platform/config/env";
import type { Problem } from "@/lib/platform/core/problem";
import { appendCookie } from "@/lib/platform/http/cookies";
import { redirectTo, sendJson, setHeaders } from "@/lib/platform/http/send";
import { holdRefusal } from "@/lib/web/guard/held-refusals";
import { dropMail, keepDevice, keepPending } from "@/lib/web/session/browser-cookies";
import type { CapturedResponse } from "@/lib/web/session/captured-response";
import {
  CALLBACK_COOKIE,
  clearSessionCookie,
  SESSION_COOKIE,
  setSessionCookie,
} from "@/lib/web/session/cookies";
import { afterSignIn, secondFactorPath } from "@/lib/web/session/redirects";
import type { SignInExchange } from "@/lib/web/session/token";
import { refusalIn, SESSION_REQUIRED, signInProblem } from "./errors";
import type { NextAuthRequest } from "./request";
import { backToForm, reachableFrom } from "./way-back";

/*
 * What a call to next-auth's route is answered with, after next-auth has been asked.
 */

/**
 * Sends next-auth's answer: a refusal, JSON, or the next address.
 * @param recorded its answer
 * @param exchange the outcome of the call
 */
export async function passOn(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
  recorded: CapturedResponse,
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

/**
 * Reports that nobody was signed in or out.
 * @param code what next-auth's browser client, which expects an address, reads out of it
 */
export async function refuse(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
  problem: Problem,
  code: string = problem.code,
): Promise<void> {
  await holdRefusal(problem, res);
  if (call.isForm) return backToForm(req, res, call, problem);
  setHeaders(res, problem);
  sendJson(res, problem.status, { url: errorPage(code) });
}

/**
 * The first proof was right: the browser gets a secret for the second one, and no session.
 * @param pending the secret
 */
export function askForSecondFactor(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
  pending: string,
): void {
  keepPending(res, pending);
  dropMail(req, res);
  leadTo(req, res, call, env.NEXTAUTH_URL + secondFactorPath(afterSignIn(call.body.callbackUrl)));
}

/**
 * Sends the cookies that next-auth has set, except those that must not go out.
 * @param lines `Set-Cookie`, each
 */
export function passCookies(
  res: NextApiResponse,
  { action }: NextAuthRequest,
  lines: string[],
  { opened }: SignInExchange,
): void {
  for (const line of lines) {
    const name = line.slice(0, line.indexOf("="));
    if (name === SESSION_COOKIE) passSessionOn(res, parse(line)[name] ?? "", opened);
    // Only an OAuth sign-in reads it back; elsewhere it would outlive its purpose.
    else if (name !== CALLBACK_COOKIE || action === "signin") appendCookie(res, line);
  }
}

/** Only the cookies of a session that was opened are sent; next-auth clears that of an ended one. */
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

/** Sends the browser on: a form by a redirect, any other client by an answer that names the address. */
function leadTo(
  req: NextApiRequest,
  res: NextApiResponse,
  call: NextAuthRequest,
  target: string,
): void {
  const reachable = reachableFrom(req, target);
  const { origin = "" } = req.headers;
  const base = URL.canParse(origin) ? origin : env.NEXTAUTH_URL;
  if (call.isForm || call.method === "GET") redirectTo(res, reachable);
  // next-auth's browser client expects an address.
  else sendJson(res, 200, { url: new URL(reachable, base).href });
}

/** The sign-in page with an error code. Absolute, because next-auth's browser client reads the code out of it. */
export const errorPage = (code: string) =>
  `${env.NEXTAUTH_URL}/signin?error=${encodeURIComponent(code)}`;
