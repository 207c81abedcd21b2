import { isDeepStrictEqual } from "node:util";
import type { HttpMethod, Method, Methods } from "@/lib/web/guard/method";
import { problemsOf } from "@/lib/web/guard/problems";
import { apiFiles, apiMethods, routeOf } from "@/scripts/docs/routes";
import { type Answer, isBare } from "./expectations";

/** next-auth answers here, in the form that its own client knows. */
const NEXT_AUTH = /^\/api\/auth(\/|$)/;

const APP = "http://app.test";

type Asked = { method: string; path: string };

/**
 * Holds an answer of the API against what its route declares: its status, its JSON to the last key,
 * the code of its problem. An HTML form may have called any method that has one.
 * @throws Error of Jest for an answer that nothing declares
 */
export function expectDeclared({ method, path }: Asked, answer: Answer): void {
  // As the server reads it: dots are resolved, a fragment is none of the path.
  const address = URL.canParse(path, APP) ? new URL(path, APP).pathname : path;
  if (!address.startsWith("/api/") || NEXT_AUTH.test(address) || isBare(answer)) return;
  const methods = Object.entries(methodsAt(address)) as [HttpMethod, Method][];
  const asked = method === "HEAD" ? "GET" : method;
  const called = methods.filter(([name, { form }]) => name === asked || (form && asked === "POST"));
  const misfits = called.map(([name, declared]) => misfit(name, declared, method, answer));
  if (misfits.includes(null) || answersNoMethod(methods.length, answer)) return;
  const { status, text } = answer;
  expect({ method, path, status, text, misfits }).toEqual("what the route declares");
}

/** What an answer has that its method does not declare; null where it has nothing. */
function misfit(
  name: HttpMethod,
  { form, response, ...method }: Method,
  asked: string,
  { status, headers, text }: Answer,
): string | null {
  const type = String(headers["content-type"]);
  if (status === 303) return form ? null : "a redirect";
  if (type.startsWith("application/problem+json") && text) {
    const { code } = JSON.parse(text);
    const codes = problemsOf(name, { ...method, response, ...(form && { form }) });
    return codes.includes(code) ? null : `the problem ${code}`;
  }
  const answer = response[status as keyof typeof response];
  if (answer === undefined && status < 400) return `the status ${status}`;
  if (asked === "HEAD") return null;
  if (!answer) return text ? "a body" : null;
  if ("file" in answer) return type.startsWith(answer.file) ? null : `a file of type ${type}`;
  const body = JSON.parse(text);
  const { success, data, error } = answer.safeParse(body);
  if (!success) return String(error);
  return isDeepStrictEqual(data, body) ? null : "keys that its schema has not";
}

/** What becomes of a method that an address has not, and of an address that is none. */
function answersNoMethod(methods: number, { status, text }: Answer): boolean {
  if (!text) return status === 404 || status === 405;
  return JSON.parse(text).code === (methods === 0 ? "not_found" : "method_not_allowed");
}

/** The methods of the file that Next answers an address with. */
function methodsAt(address: string): Methods {
  const file = routes().find(({ pattern }) => pattern.test(address))?.file;
  if (!file) throw new Error(`No file of pages/api answers ${address}`);
  return apiMethods(file) as Methods;
}

let known: { file: string; pattern: RegExp }[] | undefined;

/** The files of pages/api, those for one address before those for many, as Next has them. */
function routes() {
  known ??= apiFiles()
    .map((file) => ({ file, route: routeOf(file) }))
    .sort((a, b) => rank(a.route) - rank(b.route))
    .map(({ file, route }) => ({
      file,
      pattern: new RegExp(
        `^${route.replace(/\[\.\.\.\w+\]/g, ".+").replace(/\[\w+\]/g, "[^/]+")}$`,
      ),
    }));
  return known;
}

const rank = (route: string) =>
  route.includes("[...") ? 1000 - route.length : route.split("[").length;
