import type { NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import { compile } from "path-to-regexp";
import type { ZodError, ZodType, ZodUndefined, z } from "zod";
import { type FieldError, Problem, unavailable } from "@/lib/platform/core/problem";
import { FORM_TYPE, mediaType, readBody } from "@/lib/platform/http/body";
import { keepTyped, setFlash } from "@/lib/platform/http/flash";
import { isSafeMethod, requireSameOrigin } from "@/lib/platform/http/origin";
import { withRequest } from "@/lib/platform/http/reader";
import {
  type Download,
  redirectTo,
  sendFile,
  sendJson,
  sendNoContent,
  sendProblem,
  setHeaders,
} from "@/lib/platform/http/send";
import { toProblem } from "@/lib/platform/http/to-problem";
import { ANONYMOUS, type Authentication, authenticate } from "@/lib/web/session/authenticate";
import { reauthenticatePath, signInPath } from "@/lib/web/session/redirects";
import { type Access, type Caller, decide, type Refusal } from "./access";
import { auditDenial } from "./denied-events";

type Query = NextApiRequest["query"];

/** An answer: a status and, unless it is 204, a JSON body. */
type Reply = {
  status: number;
  body?: unknown;
  /** Where a form goes instead of its `done` page. */
  done?: string;
  /** A file to save, in place of a JSON body. */
  file?: Download;
};

/** Where an HTML form is sent after the post. `:id` in a path is the one of the request's own. */
type FormPages = {
  /** The page the form is on: it comes back here when something is wrong. */
  page: string;
  /** The page to show when all is well. */
  done: string;
  /** Told on that page. */
  notice?: string;
};

/** What a method declares: who may call it, what it takes, what it does. */
type Declaration<A extends Access, S extends ZodType> = {
  access: A;
  /** Of a public method: it asks who calls, because it does more for who is signed in. */
  identify?: true;
  /** The body (POST, PUT, PATCH, DELETE). What it does not name is dropped. */
  body?: S;
  /** Given where an HTML form may post here too. */
  form?: FormPages;
  /** `req` and `res` are for cookies only: the answer is what comes back. */
  run(
    request: Caller<A> & {
      input: z.infer<S>;
      query: Query;
      req: NextApiRequest;
      res: NextApiResponse;
    },
  ): Promise<Reply>;
};

/** A declared method, its types closed in: let the caller in first, then run it. */
type Method = {
  access: Access;
  identify: boolean;
  form: FormPages | null;
  fields: string[];
  /** @throws Problem when access says no */
  admit(
    authentication: Authentication,
  ): Promise<(body: unknown, req: NextApiRequest, res: NextApiResponse) => Promise<Reply>>;
};

type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Methods = Partial<Record<HttpMethod, Method>>;

/** An API handler that can be asked what it declares: the access test walks all of them. */
export type ApiHandler = NextApiHandler & { access: Partial<Record<HttpMethod, Access>> };

/** Declares a method. `user` is narrowed by `access`, `input` is what `body` makes of the body. */
export function method<A extends Access, S extends ZodType = ZodUndefined>({
  access,
  identify = undefined,
  body: schema,
  form = undefined,
  run,
}: Declaration<A, S>): Method {
  return {
    access,
    identify: identify ?? access !== "public",
    form: form ?? null,
    fields: schema && "shape" in schema ? Object.keys(schema.shape as object) : [],
    async admit(authentication) {
      const caller = admit(access, authentication);
      return async (body, req, res) => {
        const input = (schema && parse(schema, body)) as z.infer<S>;
        return run({ ...caller, input, query: req.query, req, res });
      };
    },
  };
}

/**
 * Makes the handler of an API file from its methods. In this order: 405 with Allow, 403 for a
 * request from another site, 401/403 by the method's access, 415/413/400 for the body, 422 for
 * its content; then the method runs. The body is read before anybody is let in: who sends it slowly
 * must not act by a session or a role that has gone meanwhile. Every error leaves as problem+json,
 * or, for a form, as a redirect back to it with what was typed.
 * The file must also `export const config = { api: { bodyParser: false } }`.
 */
export function api(methods: Methods): ApiHandler {
  const handler: NextApiHandler = (req, res) => withRequest(req, () => handle(methods, req, res));
  const access = Object.entries(methods).map(([name, { access }]) => [name, access]);
  return Object.assign(handler, { access: Object.fromEntries(access) });
}

async function handle(methods: Methods, req: NextApiRequest, res: NextApiResponse): Promise<void> {
  // HEAD is GET without the body, which Node leaves out by itself (RFC 9110, 9.3.2).
  const name = (req.method === "HEAD" ? "GET" : req.method) as HttpMethod;
  const called = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const form = called?.form && mediaType(req) === FORM_TYPE ? fill(called.form, req.query) : null;
  let body: unknown;
  let authentication: Authentication = ANONYMOUS;
  try {
    if (!called) throw noSuchMethod(methods);
    if (!isSafeMethod(name)) requireSameOrigin(req);
    const [reading] = await Promise.allSettled([
      isSafeMethod(name) ? undefined : readBody(req, { form: form !== null }),
    ]);
    // Where nobody cares who calls, nobody is asked: it works without the database.
    if (called.identify) authentication = await authenticate(req, res);
    const run = await called.admit(authentication);
    if (reading.status === "rejected") throw reading.reason;
    body = reading.value;
    const reply = await run(body, req, res);
    if (form) await succeed(res, { ...form, done: reply.done ?? form.done });
    else if (reply.file) await sendFile(res, reply.file);
    else if (reply.status === 204) sendNoContent(res);
    else sendJson(res, reply.status, reply.body);
  } catch (error) {
    const problem = toProblem(error);
    await auditDenial(problem, authentication);
    // A file that broke off half way: its connection is cut already.
    if (res.headersSent) return;
    if (form && called && problem.code !== "cross_site") {
      await sendBack(res, form, problem, keepTyped(body, called.fields));
    } else {
      sendProblem(res, problem);
    }
  }
}

function fill(form: FormPages, { id }: Query): FormPages {
  const path = (pattern: string) => compile<{ id?: string }>(pattern)({ id: String(id) });
  return { ...form, page: path(form.page), done: path(form.done) };
}

/** A file without any method stands for what does not exist. */
function noSuchMethod(methods: Methods): Problem {
  const allow = Object.keys(methods);
  return allow.length > 0 ? new Problem("method_not_allowed", { allow }) : new Problem("not_found");
}

/** Made once: an Error notes its stack when it is made, which costs more than all else of a 401. */
const REFUSALS: Record<Refusal, Problem> = {
  unauthenticated: new Problem("unauthenticated"),
  forbidden: new Problem("forbidden"),
  already_signed_in: new Problem("conflict", { detail: "You are signed in already." }),
  reauthentication_required: new Problem("reauthentication_required"),
  unavailable: unavailable(),
};

/** @throws Problem when access says no */
function admit<A extends Access>(access: A, authentication: Authentication): Caller<A> {
  const decision = decide(access, authentication);
  if ("caller" in decision) return decision.caller;
  throw REFUSALS[decision.refusal];
}

function parse<S extends ZodType>(schema: S, body: unknown): z.infer<S> {
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
  if (problem.code === "unauthenticated") return redirectTo(res, signInPath(page));
  if (problem.code === "reauthentication_required")
    return redirectTo(res, reauthenticatePath(page));
  const { errors, detail } = problem;
  await setFlash(res, { page, errors, values, message: detail });
  setHeaders(res, problem);
  redirectTo(res, page);
}
