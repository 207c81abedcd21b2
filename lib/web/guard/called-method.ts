import type { NextApiRequest } from "next";
import { Problem } from "@/lib/platform/core/problem";
import { isHtmlForm, readBody } from "@/lib/platform/http/body";
import {
  ACCOUNT_FIELD,
  ACCOUNT_HEADER,
  FORM_FIELD,
  METHOD_FIELD,
} from "@/lib/platform/http/form-fields";
import { isSafeMethod } from "@/lib/platform/http/origin";
import type { HttpMethod, Method, Methods } from "./method";

/** The method that a request calls, and what it sent. */
export type Called = {
  name: HttpMethod;
  method: Method;
  sent: Record<string, unknown>;
  /** The account that the calling page was made for; undefined where none is named. */
  account: unknown;
  /** The name of the form, where several call the method at this address. */
  formName: unknown;
};

/** The body of a request, or why it could not be read. */
type Reading = { sent: Record<string, unknown>; failure?: unknown };

/**
 * The methods that a request can mean before its body is read: one, or those of an HTML form.
 * @throws Problem method_not_allowed; not_found for a file without any method, which answers for unknown
 * addresses
 */
export function reachableBy(methods: Methods, req: NextApiRequest): Methods {
  // HEAD is GET without the body, which Node leaves out on its own (RFC 9110, 9.3.2).
  const asked = req.method === "HEAD" ? "GET" : req.method;
  const named = Object.hasOwn(methods, asked ?? "") && methods[asked as HttpMethod];
  if (!isHtmlForm(req)) {
    if (!named) throw noSuchMethod(methods);
    return { [asked as HttpMethod]: named };
  }
  const reachable = Object.entries(methods).filter(([name, { form }]) => name === asked || form);
  if (reachable.length === 0) throw noSuchMethod(methods);
  return Object.fromEntries(reachable);
}

/** Reads the body, as JSON or as one of the reachable forms. Does not throw. */
export async function read(req: NextApiRequest, reachable: Methods): Promise<Reading> {
  if (isSafeMethod(req.method ?? "")) return { sent: {} };
  const form = isHtmlForm(req) && Object.values(reachable).some((method) => method.form);
  try {
    return { sent: await readBody(req, { form }) };
  } catch (failure) {
    return { sent: {}, failure };
  }
}

/**
 * Which of the reachable methods is called: for an HTML form the one its `_method` names.
 * @throws Problem method_not_allowed for a form that names none of them
 */
export function calledBy(
  req: NextApiRequest,
  methods: Methods,
  { sent, failure }: Reading,
): Called {
  const reachable = reachableBy(methods, req);
  const [first] = Object.keys(reachable);
  const {
    [METHOD_FIELD]: named = "POST",
    [ACCOUNT_FIELD]: account,
    [FORM_FIELD]: formName,
    ...fields
  } = sent;
  // A form that could not be read is answered as the first would be: they share their page.
  const name = isHtmlForm(req) && !failure ? named : first;
  const found = Object.entries(reachable).find(([reachableName]) => reachableName === name);
  if (!found) throw noSuchMethod(methods);
  return {
    name: found[0] as HttpMethod,
    method: found[1],
    sent: isHtmlForm(req) ? fields : sent,
    formName: isHtmlForm(req) ? formName : undefined,
    account: isHtmlForm(req) ? account : req.headers[ACCOUNT_HEADER.toLowerCase()],
  };
}

function noSuchMethod(methods: Methods): Problem {
  const allow = Object.keys(methods);
  return allow.length > 0 ? new Problem("method_not_allowed", { allow }) : new Problem("not_found");
}
