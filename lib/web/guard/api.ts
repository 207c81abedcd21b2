import type { NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import type { Membership } from "@/lib/features/organisations/membership";
import { requireRoom } from "@/lib/features/password/pool";
import { isOn } from "@/lib/platform/config/features";
import { Problem, unavailable } from "@/lib/platform/core/problem";
import { acceptsHtml, isHtmlForm } from "@/lib/platform/http/body";
import { UNATTENDED_HEADER } from "@/lib/platform/http/form-fields";
import { isSafeMethod, requireSameOrigin } from "@/lib/platform/http/origin";
import { withRequest } from "@/lib/platform/http/reader";
import { sendFile, sendJson, sendNoContent, sendProblem } from "@/lib/platform/http/send";
import { beginEventStream } from "@/lib/platform/http/stream/event-stream";
import { toProblem } from "@/lib/platform/http/to-problem";
import { countedBy, throttled } from "@/lib/platform/rate-limit/limits";
import { t } from "@/lib/platform/texts/t";
import {
  authenticateToken,
  requireScope,
  type TokenAuthentication,
} from "@/lib/web/bearer/authenticate";
import { bearerOf } from "@/lib/web/bearer/bearer";
import { answerPreflight, shareAnswer } from "@/lib/web/bearer/cors";
import { ANONYMOUS, type Authentication, authenticate } from "@/lib/web/session/authenticate";
import { isVouchedByToken, requireCsrfToken } from "@/lib/web/session/csrf";
import { askingSession, unattended } from "@/lib/web/session/token";
import { type Access, type Caller, decide, findMembershipFor } from "./access";
import { type Called, calledBy, reachableBy, read } from "./called-method";
import { auditDenial } from "./denied-events";
import { type PostedForm, postedForm, sendBack, succeed } from "./form";
import { holdRefusal } from "./held-refusals";
import { parseInput, parseParams } from "./input";
import type { AnyReply, FormPages, Method, Methods } from "./method";
import { requireSameAccount } from "./other-account";

export { method } from "./method";

/** An API handler that can be asked what it declares: tests and documents are made from this. */
type ApiHandler = NextApiHandler & { methods: Methods };

/**
 * Makes the handler of an API file from its methods. Every error leaves as problem+json or, for an
 * HTML form, as a redirect back to it with what was typed.
 * The file must also `export const config = { api: { bodyParser: false } }`.
 */
export function api(methods: Methods): ApiHandler {
  let open: Methods | undefined;
  const handler: NextApiHandler = (req, res) => {
    open ??= switchedOn(methods);
    const callable = open;
    return withRequest(req, () => handle(callable, req, res));
  };
  return Object.assign(handler, { methods });
}

/** The methods as a program can call them: forms come from pages of ours, and pages have no tokens. */
const withoutForms = (methods: Methods): Methods =>
  Object.fromEntries(Object.entries(methods).map(([name, { form: _, ...rest }]) => [name, rest]));

/** The methods whose feature is on. */
const switchedOn = (methods: Methods): Methods =>
  Object.fromEntries(Object.entries(methods).filter(([, { features }]) => isOn(features)));

/**
 * Answers a request. The checks in their order: 405 with Allow, 403 for a request from another site, 409
 * for a page of another account, 401/403/404 by the method's access, 415/413/400 for the body, 404 for the
 * path, 422 for the content, 429 for the limit; then the method runs. With an API token no cookie counts,
 * so it does not matter which site sent the request.
 */
async function handle(methods: Methods, req: NextApiRequest, res: NextApiResponse): Promise<void> {
  let authentication: Authentication | TokenAuthentication = ANONYMOUS;
  let form: PostedForm | null = null;
  const bearer = bearerOf(req);
  try {
    if (answerPreflight(methods, req, res)) return;
    if (bearer !== null) shareAnswer(req, res);
    const callable = bearer === null ? methods : withoutForms(methods);
    const reachable = reachableBy(callable, req);
    const vouched = isVouchedByToken(req);
    if (bearer === null && !isSafeMethod(req.method ?? "") && !vouched) requireSameOrigin(req);
    // Read before access is checked: a slow upload could outlive the session or the role it came with.
    const reading = await read(req, reachable);
    const called = calledBy(req, callable, reading);
    const { method, sent } = called;
    form = postedForm(req, called);
    if (form?.needsCookies && !form.keepsCookies) throw withoutCookies(form.needsCookies);
    if (bearer === null && vouched) requireCsrfToken(req, sent.csrfToken);

    // Where any caller is welcome, the session is not read: this works without the database.
    if (method.unattended || UNATTENDED_HEADER in req.headers) unattended.set(true);
    if (method.access !== "public" || method.identify)
      authentication = await askedBy(req, res, method, bearer);
    requireSameAccount(called.account, authentication);
    const membership = await findMembershipFor(method.access, authentication, req.query.slug);
    const caller = admit(called, authentication, membership);

    if (reading.failure) throw reading.failure;
    if (isHtmlForm(req) && !form) throw new Problem("unsupported_media_type");
    const params = parseParams(method.params, req.query);
    const query = parseInput(method.query, req.query);
    const body = parseInput(method.body, sent);
    parseInput(form?.fields, sent);

    const asking = askingOf(caller, authentication);
    const run = () => method.run({ ...caller, asking, params, query, body, req, res });
    await send(req, res, method, form, await limited(method, caller, run));
  } catch (error) {
    const problem = toProblem(error);
    await auditDenial(problem, authentication);
    if (authentication.state === "anonymous") await holdRefusal(problem, res);
    // A file that broke off half way: its connection has been cut already.
    if (res.headersSent) return;
    // Where none of our pages can have sent it, only a request that asks for a page is led to one.
    if (form && (problem.code !== "cross_site" || acceptsHtml(req)))
      await sendBack(res, form, problem);
    else sendProblem(req, res, problem);
  }
}

/**
 * The caller: known by the session cookie or, if a token came, by the token alone.
 * @throws Problem unauthenticated or too_many_requests for a token that does not work
 */
async function askedBy(
  req: NextApiRequest,
  res: NextApiResponse,
  { access }: Method,
  bearer: string | null,
): Promise<Authentication | TokenAuthentication> {
  if (bearer === null) return authenticate(req, res);
  // Open to visitors who are not signed in, and so to a program.
  return access === "public" || access === "anonymous" ? ANONYMOUS : authenticateToken(bearer);
}

const withoutCookies = (why: NonNullable<FormPages["needsCookies"]>) =>
  new Problem("sign_in_expired", { detail: () => t(`details.${why}`) });

/** Who acts: the token or the session by which the caller was let in. */
function askingOf({ user, session }: Caller<Access>, authentication: { state: string }) {
  if ("asking" in authentication) return (authentication as TokenAuthentication).asking;
  return user ? askingSession({ user, session }) : null;
}

/** @throws Problem when access says no */
function admit(
  { name, method }: Called,
  authentication: Authentication | TokenAuthentication,
  membership: Membership | null,
): Caller<Access> {
  const { access, token, withoutFactor, impersonated } = method;
  if (authentication.state === "by-token") requireScope(authentication, token);
  const doing = { withoutFactor, changes: !isSafeMethod(name) && !impersonated };
  const decision = decide(access, authentication, doing, membership);
  if ("caller" in decision) return decision.caller;
  if (decision.refusal === "unavailable") throw unavailable();
  // RFC 6750, 3: without a code, because nothing came that could be wrong.
  const challenge = decision.refusal === "unauthenticated" && token && isOn(["apiTokens"]);
  throw new Problem(decision.refusal, challenge ? { challenge: "Bearer" } : {});
}

/**
 * Runs a method within the limit it names. One that would find no seat for its hashing is refused first: to
 * count it, and to give it back, are writes that everybody else's have to wait for.
 * @throws Problem too_many_requests, or one of BUSY
 */
async function limited<T>(
  { limit, problems }: Method,
  { user }: Caller<Access>,
  run: () => Promise<T>,
): Promise<T> {
  if (!limit) return run();
  if (problems?.includes("busy")) requireRoom();
  return throttled(countedBy(limit, user?.id ?? null), run);
}

async function send(
  req: NextApiRequest,
  res: NextApiResponse,
  { response }: Method,
  form: PostedForm | null,
  { status, body, file, open, ...onward }: AnyReply,
): Promise<void> {
  if (form) return succeed(res, form, { ...onward, body });
  const answer = response[status];
  if (file && answer && "file" in answer) {
    await sendFile(res, { type: String([answer.file].flat()[0]), ...file });
  } else if (open) {
    open((onClose) => beginEventStream(req, res, onClose));
  } else if (answer === null) {
    sendNoContent(res);
  } else {
    sendJson(res, status, body);
  }
}
