import type { NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import type { ZodError, ZodObject, ZodType, z } from "zod";
import { FORM_TYPE, mediaType, readBody } from "@/lib/http/body";
import { withClient } from "@/lib/http/client";
import { keepTyped, setFlash } from "@/lib/http/flash";
import { isSafeMethod, requireSameOrigin } from "@/lib/http/origin";
import { type FieldError, Problem, unavailable } from "@/lib/http/problem";
import { redirectTo, sendJson, sendNoContent, sendProblem, toProblem } from "@/lib/http/send";
import { type Access, type Caller, decide } from "./access";
import { ANONYMOUS, type Authentication, authenticate } from "./session";

/** An answer: a status and, unless it is 204, a JSON body. */
export type Reply = { status: number; body?: unknown };

/** Where an HTML form is sent after the post. */
type FormPages = {
  /** The page the form is on: it comes back here when something is wrong. */
  page: string;
  /** The page to show when all is well. */
  done: string;
  /** Told on that page. */
  notice?: string;
};

/** One method of a resource: who may call it, what it takes, what it does. */
export type Method<A extends Access, S extends ZodType> = {
  access: A;
  /** The body (POST, PUT, PATCH, DELETE). What it does not name is dropped. */
  body?: S;
  /** Given where an HTML form may post here too. */
  form?: FormPages;
  run(request: Caller<A> & { input: z.infer<S>; query: NextApiRequest["query"] }): Promise<Reply>;
};

/** A method after its types were checked where it was declared. */
type AnyMethod = Method<Access, ZodType>;

type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Declares a method. The wrapper exists for its types: `user` is narrowed by `access`. */
export function method<A extends Access, S extends ZodType = ZodObject>(
  declared: Method<A, S>,
): AnyMethod {
  return declared as unknown as AnyMethod;
}

/**
 * Makes the handler of an API file from its methods. In this order: 405 with Allow, 403 for a
 * request from another site, 401/403 by the method's access, 415/413/400 for the body, 422 for
 * its content; then the method runs. Every error leaves as problem+json, or, for a form, as a
 * redirect back to it with what was typed.
 * The file must also `export const config = { api: { bodyParser: false } }`.
 */
export function api(methods: Partial<Record<HttpMethod, AnyMethod>>): ApiHandler {
  const handler: NextApiHandler = (req, res) => withClient(req, () => handle(methods, req, res));
  return Object.assign(handler, { access: accessOf(methods) });
}

/** An API handler that can be asked what it declares: the access test walks all of them. */
export type ApiHandler = NextApiHandler & { access: Partial<Record<HttpMethod, Access>> };

const accessOf = (methods: Partial<Record<HttpMethod, AnyMethod>>) =>
  Object.fromEntries(Object.entries(methods).map(([name, { access }]) => [name, access]));

async function handle(
  methods: Partial<Record<HttpMethod, AnyMethod>>,
  req: NextApiRequest,
  res: NextApiResponse,
): Promise<void> {
  // HEAD is GET without the body, which Node leaves out by itself (RFC 9110, 9.3.2).
  const name = (req.method === "HEAD" ? "GET" : req.method) as HttpMethod;
  const called = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const form = called?.form && mediaType(req) === FORM_TYPE ? called.form : null;
  let body: unknown;
  try {
    if (!called) throw new Problem("method_not_allowed", { allow: Object.keys(methods) });
    if (!isSafeMethod(name)) requireSameOrigin(req);
    const caller = admit(called.access, await callerOf(called.access, req, res));
    if (!isSafeMethod(name)) body = await readBody(req, { form: form !== null });
    const input = called.body ? parse(called.body, body) : undefined;
    const reply = await called.run({ ...caller, input, query: req.query } as never);
    if (form) await succeed(res, form);
    else if (reply.status === 204) sendNoContent(res);
    else sendJson(res, reply.status, reply.body);
  } catch (error) {
    const problem = toProblem(error);
    if (form && called && problem.code !== "cross_site") {
      await sendBack(res, form, problem, keepTyped(body, fieldsOf(called.body)));
    } else {
      sendProblem(res, problem);
    }
  }
}

/** A public method does not care who calls, so nobody is asked: it works without the database. */
function callerOf(access: Access, req: NextApiRequest, res: NextApiResponse) {
  return access === "public" ? ANONYMOUS : authenticate(req, res);
}

function admit<A extends Access>(access: A, authentication: Authentication): Caller<A> {
  const decision = decide(access, authentication);
  if ("caller" in decision) return decision.caller;
  const { refusal } = decision;
  if (refusal === "already_signed_in") {
    throw new Problem("conflict", { detail: "You are signed in already." });
  }
  throw refusal === "unavailable" ? unavailable() : new Problem(refusal);
}

function parse(schema: ZodType, body: unknown): unknown {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Problem("invalid", { errors: fieldErrors(result.error) });
}

/** One entry a field: the first thing that is wrong with it. */
function fieldErrors(error: ZodError): FieldError[] {
  const byField = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = path.join(".");
    if (!byField.has(field)) byField.set(field, message);
  }
  return [...byField].map(([field, message]) => ({ field, message }));
}

const fieldsOf = (schema: ZodType | undefined): string[] =>
  schema && "shape" in schema ? Object.keys(schema.shape as object) : [];

async function succeed(res: NextApiResponse, { done, notice }: FormPages): Promise<void> {
  if (notice) await setFlash(res, { page: done, notice });
  redirectTo(res, done);
}

async function sendBack(
  res: NextApiResponse,
  { page }: FormPages,
  problem: Problem,
  values: Record<string, string>,
): Promise<void> {
  if (problem.code === "unauthenticated") {
    return redirectTo(res, `/signin?callbackUrl=${encodeURIComponent(page)}`);
  }
  const { errors, detail } = problem;
  await setFlash(res, { page, errors, values, message: detail });
  if (problem.retryAfter !== undefined) res.setHeader("Retry-After", problem.retryAfter);
  redirectTo(res, page);
}
