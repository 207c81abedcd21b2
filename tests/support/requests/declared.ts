import Ajv from "ajv/dist/2020";
import { regexes } from "zod";
import made from "@/lib/web/api-reference/openapi.json";
import type {
  Document,
  Operation,
  PathItem,
  Reference,
  Response,
  Verb,
} from "@/lib/web/api-reference/types";
import { type Answer, isBare } from "./expectations";

/** The document of this tree's routes, with what may be switched off. */
const document = made as unknown as Document;

/** next-auth answers here; what only leads on to a page is not documented. */
const NEXT_AUTH = /^\/api\/auth(\/|$)/;

const APP = "http://app.test";

type Asked = { method: string; path: string };

/**
 * Compares an answer of the API with the OpenAPI document: its status, its media type, its JSON to the last
 * key, the code of its problem.
 * @throws Error of Jest for an answer that the document does not have
 */
export function expectDeclared({ method, path }: Asked, answer: Answer): void {
  // As the server reads it: dots are resolved, a fragment is none of the path.
  const address = URL.canParse(path, APP) ? new URL(path, APP).pathname : path;
  if (!address.startsWith("/api/") || isBare(answer)) return;
  const [route, operations] = itemAt(address) ?? [];
  if (!route && NEXT_AUTH.test(address)) return;
  const verb = (method === "HEAD" ? "GET" : method).toLowerCase() as Verb;
  const operation = operations?.[verb];
  const misfit =
    route && operation
      ? misfitOf(pointer("paths", route, verb), operation, method, answer)
      : `no ${verb} ${route ?? address}`;
  if (misfit === null || answersNoMethod(operations !== undefined, answer)) return;
  const { status, text } = answer;
  expect({ method, path, status, text, misfit }).toEqual("what the document has");
}

/** What an answer has that its operation does not declare; null where there is nothing. */
function misfitOf(
  at: string,
  { responses }: Operation,
  asked: string,
  { status, headers, text }: Answer,
): string | null {
  const response = responses[status];
  if (!response) return `the status ${status}`;
  const found = "$ref" in response ? response.$ref : `#${at}/responses/${status}`;
  const { content } = resolved(response);
  if (!content) return text ? "a body" : null;
  const [type = ""] = String(headers["content-type"]).split(";");
  // A refused form; tests/api/guard/every-browser.test.ts reads it.
  if (status >= 400 && type === "text/html") return null;
  if (!content[type]) return `the type ${type}`;
  // Of a file of lines each is a document of its own.
  if (asked === "HEAD" || !/[/+]json$/.test(type)) return null;
  return misfitOfBody(`${found}${pointer("content", type, "schema")}`, JSON.parse(text));
}

function misfitOfBody(schema: string, body: unknown): string | null {
  const validate = ajv().getSchema(`${NAME}${schema}`);
  if (!validate) return `no schema ${schema}`;
  return validate(body) ? null : ajv().errorsText(validate.errors);
}

/** The answer for a method that an address does not have, and for an unknown address. */
function answersNoMethod(isRoute: boolean, { status, text }: Answer): boolean {
  if (!text || text.startsWith("<!doctype")) return status === 404 || status === 405;
  return JSON.parse(text).code === (isRoute ? "method_not_allowed" : "not_found");
}

function resolved(response: Response | Reference): Response {
  if (!("$ref" in response)) return response;
  const name = response.$ref.slice("#/components/responses/".length);
  return document.components.responses[name] as Response;
}

/** A path of keys as JSON Pointer writes it in an address (RFC 6901). */
const pointer = (...keys: string[]): string =>
  keys.map((key) => `/${encodeURIComponent(escaped(key))}`).join("");

const escaped = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");

const NAME = "openapi.json";
let validator: Ajv | undefined;

function ajv(): Ajv {
  validator ??= new Ajv({
    strict: false,
    // tests/unit/web/api-reference/lint.test.ts checks the document against the standard, once.
    validateSchema: false,
    // Each test file compiles its own, for a few answers.
    code: { optimize: false },
    formats: {
      uuid: regexes.uuid(),
      "date-time": regexes.datetime({ precision: null }),
      date: regexes.date,
      uri: (text: string) => URL.canParse(text),
    },
  }).addSchema(document, NAME);
  return validator;
}

/** The path of the document that an address is of, one without parameters first. */
function itemAt(address: string): [string, PathItem] | undefined {
  return templates().find(([pattern]) => pattern.test(address))?.[1];
}

let known: [RegExp, [string, PathItem]][] | undefined;

function templates() {
  known ??= Object.entries(document.paths)
    .sort(([a], [b]) => a.split("{").length - b.split("{").length)
    .map((entry) => [patternOf(entry[0]), entry]);
  return known;
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
