import type { ZodObject, ZodType } from "zod";
import type { ProblemCode } from "@/lib/platform/core/problem";
import type {
  Content,
  Document,
  Operation,
  Parameter,
  Reference,
  Response,
  Schema,
} from "@/lib/web/api-reference/types";
import type { Access } from "@/lib/web/guard/access";
import type { HttpMethod, Method } from "@/lib/web/guard/method";
import { problemsOf } from "@/lib/web/guard/problems";
import { headerRef, problemResponses } from "./problems";
import { inQuery, jsonSchemaOf } from "./schemas";

const STATUSES = {
  200: "What was requested, or the result.",
  201: "What was created.",
  202: "Accepted. What follows is done afterwards, such as sending mail.",
  204: "Done. The answer has no content.",
};

/** What an HTML form is answered with, whatever the result: the next page, or its own again. */
export const FORM_ANSWER = {
  303: { $ref: "#/components/responses/NextPage" },
} satisfies Record<number, Reference>;

/** A method's declaration as an operation of OpenAPI, without what an HTML form adds to it. */
export function operationOf(
  path: string,
  name: HttpMethod,
  method: Method,
  components: Document["components"],
): Operation {
  const { access, token, identify, body, features, summary } = method;
  const problems = problemsOf(name, method);
  const parameters = parametersOf(method, name, problems, components);
  return {
    operationId: operationId(name, path),
    summary,
    description: whoMayCall(access),
    tags: [tagOf(path)],
    security: [...securityOf(access, identify), ...(token ? [{ token: [token] }] : [])],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: required(body, components).length > 0,
        content: {
          "application/json": { schema: jsonSchemaOf(body, "input", components.schemas) },
        },
      },
    }),
    responses: {
      ...answersOf(method, components),
      ...problemResponses(problems, components),
    },
    "x-access": access,
    ...(features && { "x-features": features }),
  };
}

/** The part of the API that an address belongs to: the word behind /api. */
export const tagOf = (path: string): string => path.split("/")[2]?.replace(/\.\w+$/, "") ?? "";

/** "/api/me/sessions/{id}" → "deleteMeSessionsById" */
export function operationId(name: HttpMethod, path: string): string {
  const words = path
    .slice("/api/".length)
    .split(/[/\-.]/)
    .map((word) =>
      word.replace(/^\{(\w)(.*)\}$/, (_, first, rest) => `by${capital(first)}${rest}`),
    );
  return [name.toLowerCase(), ...words.map(capital)].join("");
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** A sentence for readers of the document; the same stands in `x-access` for programs. */
export function whoMayCall(access: Access): string {
  if (access === "public") return "Anybody may call it.";
  if (access === "anonymous") return "Only visitors who are not signed in may call it.";
  if (access === "user") return "Whoever is signed in may call it.";
  const role = "role" in access ? ` in the role ${access.role}` : "";
  const member = "member" in access ? ` as ${access.member} of the organisation, or above,` : "";
  const permission = "permission" in access ? ` with the permission ${access.permission}` : "";
  const recent = access.recent ? ", and has authenticated within the last ten minutes," : "";
  return `Whoever is signed in${role}${member}${permission}${recent} may call it.`;
}

/** @param identify whether a public method does more for a signed-in user */
export function securityOf(access: Access, identify?: true): Operation["security"] {
  if (access === "public") return identify ? [{}, { session: [] }] : [];
  if (access === "anonymous") return [];
  const asked = typeof access === "object" && "permission" in access ? [access.permission] : [];
  const role = typeof access === "object" && "role" in access ? [access.role] : [];
  return [{ session: [...role, ...asked] }];
}

function parametersOf(
  { params, query }: Method,
  name: HttpMethod,
  problems: readonly ProblemCode[],
  { schemas }: Document["components"],
): (Parameter | Reference)[] {
  const shared = (parameter: string) => ({ $ref: `#/components/parameters/${parameter}` });
  return [
    ...eachOf(params, schemas).map(
      ([key, schema]): Parameter => ({ name: key, in: "path", required: true, schema }),
    ),
    ...eachOf(query, schemas).map(
      ([key, schema]): Parameter => ({ name: key, in: "query", schema: inQuery(schema) }),
    ),
    ...(problems.includes("other_account") ? [shared("ForAccount")] : []),
    ...(name === "GET" ? [] : [shared("Origin")]),
  ];
}

function eachOf(schema: ZodObject | undefined, schemas: Record<string, Schema>) {
  return Object.entries((schema && jsonSchemaOf(schema, "input", schemas).properties) ?? {});
}

const required = (schema: ZodObject, { schemas }: Document["components"]): string[] =>
  jsonSchemaOf(schema, "input", schemas).required ?? [];

function answersOf(
  { response }: Method,
  { schemas }: Document["components"],
): Record<string, Response> {
  return Object.fromEntries(
    Object.entries(response).map(([status, answer]) => {
      const description = STATUSES[status as unknown as keyof typeof STATUSES];
      if (answer === null) return [status, { description }];
      if ("file" in answer) return [status, fileAnswer(description, [answer.file].flat())];
      if ("events" in answer) return [status, streamAnswer(answer.events, schemas)];
      const schema = jsonSchemaOf(answer, "output", schemas);
      return [status, { description, content: { "application/json": { schema } } }];
    }),
  );
}

/** Server-sent events have no schema of their own in OpenAPI 3.1: `x-events` has that of each one's data. */
function streamAnswer(
  events: Readonly<Record<string, ZodType>>,
  schemas: Record<string, Schema>,
): Response {
  const names = Object.keys(events).map((name) => `\`${name}\``);
  return {
    description: `Server-sent events, until somebody ends it: ${names.join(", ")}.`,
    content: { "text/event-stream": { schema: { type: "string" } } },
    "x-events": Object.fromEntries(
      Object.entries(events).map(([name, data]) => [name, jsonSchemaOf(data, "output", schemas)]),
    ),
  };
}

function fileAnswer(description: string, types: string[]): Response {
  const content: Content = Object.fromEntries(
    types.map((type) => [
      type,
      { schema: { type: type === "application/json" ? "object" : "string" } },
    ]),
  );
  return {
    description,
    headers: { "Content-Disposition": headerRef("ContentDisposition") },
    content,
  };
}
