import { FORM_TYPE } from "@/lib/platform/http/body";
import type {
  Document,
  Operation,
  PathItem,
  Response,
  Schema,
} from "@/lib/web/api-reference/types";
import type { HttpMethod } from "@/lib/web/guard/method";
import { nextAuthOperations } from "@/lib/web/next-auth/declared/declared";
import type { NextAuthOperation } from "@/lib/web/next-auth/declared/operation";
import { FORM_ANSWER, operationId, securityOf, tagOf, whoMayCall } from "./operation";
import { headerRef, problemResponses, RETRY } from "./problems";
import { jsonSchemaOf } from "./schemas";

type Components = Document["components"];

/** The addresses of next-auth that do more than redirect to a page of ours. */
export const nextAuthItems = (components: Components): [string, PathItem][] =>
  Object.entries(nextAuthOperations).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([name, declared]) => [
      name.toLowerCase(),
      operationOf(path, name as HttpMethod, declared, components),
    ]);
    return [path, Object.fromEntries(operations)];
  });

function operationOf(
  path: string,
  name: HttpMethod,
  { summary, identify, body, leads, leadsAway, byServer, answers, problems }: NextAuthOperation,
  components: Components,
): Operation {
  const schema = body && jsonSchemaOf(body, "input", components.schemas);
  return {
    operationId: operationId(name, path),
    summary,
    description: whoMayCall("public"),
    tags: [tagOf(path)],
    security: securityOf("public", identify),
    ...withParameters(path, name !== "GET" && !byServer),
    ...(schema && {
      requestBody: {
        required: true,
        content: byServer
          ? { [FORM_TYPE]: { schema } }
          : { "application/json": { schema }, [FORM_TYPE]: { schema: asForm(schema) } },
      },
    }),
    responses: {
      ...((schema || leads) && !byServer && FORM_ANSWER),
      ...withPage(
        withAnswers(problemResponses(problems, components), answers, components),
        leadsAway,
      ),
    },
    "x-access": "public",
  };
}

/** @param fromPages whether it is called by pages, which say where they are from */
function withParameters(path: string, fromPages: boolean): Pick<Operation, "parameters"> {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path" as const,
    required: true,
    schema: { type: "string" } as Schema,
  }));
  const parameters = [
    ...inPath,
    ...(fromPages ? [{ $ref: "#/components/parameters/Origin" }] : []),
  ];
  return parameters.length > 0 ? { parameters } : {};
}

/** next-auth's own client posts a form, and asks for JSON by this field. */
const asForm = (schema: Schema): Schema => ({
  ...schema,
  properties: {
    ...schema.properties,
    json: { type: "string", const: "true" },
    _account: { type: "string" },
  },
});

/** Puts the JSON of each status beside the problem that may come with it. */
function withAnswers(
  problems: Operation["responses"],
  answers: NextAuthOperation["answers"],
  components: Components,
): Operation["responses"] {
  const responses = { ...problems };
  for (const [status, answer] of Object.entries(answers)) {
    const problem = responses[status];
    const { content, ...rest }: Response =
      problem && "$ref" in problem
        ? (components.responses[problem.$ref.split("/").at(-1) ?? ""] as Response)
        : (problem ?? newResponse(Number(status)));
    const schema = jsonSchemaOf(answer, "output", components.schemas);
    responses[status] = { ...rest, content: { "application/json": { schema }, ...content } };
  }
  return responses;
}

/** Puts the page that leads on beside the address. */
function withPage(responses: Operation["responses"], leadsAway = false): Operation["responses"] {
  const well = responses[200];
  if (!leadsAway || !well || "$ref" in well) return responses;
  const content = { ...well.content, "text/html": { schema: { type: "string" } as Schema } };
  return { ...responses, 200: { ...well, content } };
}

function newResponse(status: number): Response {
  if (status < 400) return { description: "What was requested, or the next address." };
  return {
    description: "Refused. The address to go to names the reason.",
    ...(RETRY.includes(status) && { headers: { "Retry-After": headerRef("RetryAfter") } }),
  };
}
