import type { NextApiRequest } from "next";
import { env } from "@/lib/platform/config/env";
import { isOn } from "@/lib/platform/config/features";
import { Problem } from "@/lib/platform/core/problem";
import { FORM_TYPE, mediaType, readBody } from "@/lib/platform/http/body";
import { PROVIDER_FIELD } from "@/lib/platform/http/form-fields";
import { isSafeMethod, requireSameOrigin } from "@/lib/platform/http/origin";
import { providerById } from "@/lib/web/providers/list";
import {
  CALLBACK_COOKIE,
  CSRF_COOKIE,
  OAUTH_COOKIES,
  SESSION_COOKIE,
} from "@/lib/web/session/cookies";
import { isVouchedByToken } from "@/lib/web/session/csrf";
import { MAIL, PASSKEY, SECOND_FACTOR } from "@/lib/web/session/providers";
import { afterSignIn, sameOriginPath } from "@/lib/web/session/redirects";

/**
 * next-auth's routes. Anything else does not exist; `_log` in particular would let anybody write to our
 * log.
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
/** Our own providers: they are called by a form of this site, never by a redirect. */
const OWN_PROVIDERS = ["credentials", SECOND_FACTOR, PASSKEY, MAIL];
const KNOWN_COOKIES = [SESSION_COOKIE, CSRF_COOKIE, CALLBACK_COOKIE, ...OAUTH_COOKIES];

type Fields = Record<string, string>;

/** A request to next-auth, checked: only strings, and a callbackUrl on this site. */
export type NextAuthRequest = {
  method: string;
  action: string;
  provider: string;
  query: Fields;
  body: Fields;
  cookies: Fields;
  /** An HTML form: answered with a redirect. Anything else that posts gets JSON. */
  isForm: boolean;
  /** A provider's answer by a form post from its own site; see sendOn(). */
  isAnswerByForm: boolean;
};

/** @throws Problem not_found, method_not_allowed, cross_site, or what is wrong with the body */
export async function parseNextAuthRequest(req: NextApiRequest): Promise<NextAuthRequest> {
  const [action = "", provider = "", ...more] = [req.query.nextauth ?? []].flat();
  const method = req.method === "HEAD" ? "GET" : (req.method ?? "");
  const isOff = provider === MAIL && !isOn(["emailSignIn"]);
  if (!Object.hasOwn(ACTIONS, action) || more.length > 0 || isOff) throw new Problem("not_found");
  const isOwn = action === "callback" && OWN_PROVIDERS.includes(provider);
  const allow = isOwn ? ["POST"] : (ACTIONS[action] ?? []);
  if (!allow.includes(method)) throw new Problem("method_not_allowed", { allow });
  const isReturn = action === "callback" && !isOwn;
  const isAnswerByForm =
    isReturn && method === "POST" && providerById(provider)?.answersByForm === true;
  if (!isSafeMethod(method) && !isAnswerByForm && !isVouchedByToken(req)) requireSameOrigin(req);
  const body = isSafeMethod(method) ? {} : strings(await readBody(req, { form: true }));
  // next-auth's own browser client also posts a form, and asks for JSON with this field.
  const isForm = mediaType(req) === FORM_TYPE && body.json !== "true";
  const chosen =
    isForm && chooses(action, provider) ? providerById(body[PROVIDER_FIELD] ?? "") : null;
  // A browser may have filled it in: no provider takes it.
  if (chosen) delete body.password;
  // Always given: without it, next-auth uses a cookie left over from another visit. It reads the body
  // before the query, even on a GET. A person who comes back from a provider began with the cookie.
  if (action === "callback" || action === "signin") {
    const stated = method === "GET" ? req.query.callbackUrl : body.callbackUrl;
    body.callbackUrl =
      env.NEXTAUTH_URL + afterSignIn(isReturn ? req.cookies[CALLBACK_COOKIE] : stated);
  }
  const { nextauth: _path, ...query } = req.query;
  return {
    method,
    ...(chosen ? { action: "signin", provider: chosen.id } : { action, provider }),
    // next-auth would add it to the provider's address, a redirect_uri included.
    query: chosen || action === "signin" ? {} : strings(query),
    body,
    // next-auth would link the person who comes back to the cookie's account, even after sign-out.
    cookies: knownCookies(req, isReturn ? [SESSION_COOKIE] : []),
    isForm,
    isAnswerByForm,
  };
}

/** Whether a button of the form may name a provider: a form for the password, or for a provider. */
const chooses = (action: string, provider: string) =>
  action === "signin" || (action === "callback" && provider === "credentials");

/**
 * Keeps only strings: next-auth would pass objects and arrays on to us unchanged. A callbackUrl is reduced
 * to this site first, because a malformed one would make next-auth throw.
 */
function strings(values: unknown): Fields {
  const entries = Object.entries(typeof values === "object" && values ? values : {});
  const fields = Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  // A passkey's answer is JSON within JSON; a form sends it as a string.
  const { credential } = Object.fromEntries(entries);
  if (typeof credential === "object") fields.credential = JSON.stringify(credential);
  if (fields.callbackUrl !== undefined) fields.callbackUrl = onThisSite(fields.callbackUrl);
  return fields;
}

const onThisSite = (url: string) => env.NEXTAUTH_URL + sameOriginPath(url, "/");

/** Our cookies by their exact names; next-auth accepts any whose name merely starts like the session's. */
function knownCookies(req: NextApiRequest, without: string[]): Fields {
  const known = KNOWN_COOKIES.flatMap((name) => {
    const value = req.cookies[name];
    if (!value || without.includes(name)) return [];
    return [[name, name === CALLBACK_COOKIE ? onThisSite(value) : value]];
  });
  return Object.fromEntries(known);
}
