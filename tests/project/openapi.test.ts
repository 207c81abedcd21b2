import { readFileSync } from "node:fs";
import made from "@/lib/web/api-reference/openapi.json";
import type { Document, Operation, Response } from "@/lib/web/api-reference/types";
import type { HttpMethod, Method } from "@/lib/web/guard/method";
import { problemsOf } from "@/lib/web/guard/problems";
import { DOCUMENT, openApiText } from "@/scripts/docs/openapi/document";
import { apiFiles, apiMethods, routeOf } from "@/scripts/docs/routes";

const document = made as unknown as Document;

const declared = apiFiles().flatMap((file) =>
  Object.entries(apiMethods(file) ?? {})
    .filter((entry): entry is [HttpMethod, Method] => Boolean(entry[1].response))
    .map(([name, method]) => ({ name, method, route: routeOf(file) })),
);

const operations = Object.values(document.paths).flatMap((item) => Object.values(item));

/** The operation of a method, and what each of its answers says. */
function documented(name: HttpMethod, route: string) {
  const path = route.replace(/\[(\w+)\]/g, "{$1}");
  const operation = document.paths[path]?.[name.toLowerCase() as "get"] as Operation;
  const responses = Object.entries(operation.responses).map(
    ([status, response]) => [status, resolved(response)] as const,
  );
  return { operation, responses };
}

function resolved(response: Operation["responses"][string]): Response {
  if (!("$ref" in response)) return response;
  return document.components.responses[response.$ref.split("/").at(-1) as string] as Response;
}

/** The codes of the problems that a response can be. */
function codesOf({ content }: Response): unknown[] {
  const schema = content?.["application/problem+json"]?.schema;
  return (schema?.oneOf ?? (schema ? [schema] : [])).map(({ $ref }) => {
    const name = $ref?.split("/").at(-1) as string;
    return document.components.schemas[name]?.properties?.code?.const;
  });
}

test("the OpenAPI document says what the routes declare", () => {
  // Else: npm run docs:access
  expect(readFileSync(DOCUMENT, "utf8")).toBe(openApiText());
});

test.each(declared)(
  "it has every status and problem of $name $route",
  ({ name, route, method }) => {
    const { operation, responses } = documented(name, route);
    expect(operation.summary).toBe(method.summary);
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining(Object.keys(method.response)),
    );
    const codes = responses.flatMap(([, response]) => codesOf(response));
    expect(codes).toEqual(expect.arrayContaining(problemsOf(name, method)));
  },
);

test("each operation has its own name", () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(names.filter((name) => !/^[a-z]\w+$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test("operations for signed-in users require the session cookie or a token, and no others do", () => {
  for (const { operationId, security, "x-access": access } of operations) {
    const open = access === "public" || access === "anonymous";
    const asks = security.length > 0 && security.every((way) => "session" in way || "token" in way);
    expect([operationId, asks]).toEqual([operationId, !open]);
    expect([operationId, security.some((way) => "token" in way) && open]).toEqual([
      operationId,
      false,
    ]);
  }
});
