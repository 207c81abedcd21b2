import { env } from "@/lib/platform/config/env";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { sampleOf } from "./sample";
import type { Document, Operation, Parameter, Reference, Schema } from "./types";

/** An example of a call, as a line of curl. */
export function exampleCall(
  verb: string,
  path: string,
  { parameters = [], requestBody, security }: Operation,
  { components: { schemas } }: Document,
): string {
  const [[type, content] = []] = Object.entries(requestBody?.content ?? {});
  return [
    `curl${verb === "GET" ? "" : ` -X ${verb}`} ${env.NEXTAUTH_URL}${filled(path, parameters, schemas)}`,
    ...(verb === "GET" ? [] : [`-H "Origin: ${env.NEXTAUTH_URL}"`]),
    ...(security.some((scheme) => "session" in scheme) ? [`-b "${SESSION_COOKIE}=…"`] : []),
    ...(type && content ? bodyOf(type, sampleOf(content.schema, schemas)) : []),
  ].join(" \\\n  ");
}

function filled(
  path: string,
  parameters: (Parameter | Reference)[],
  schemas: Record<string, Schema>,
): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const found = parameters.find((each) => "name" in each && each.name === name);
    return String(sampleOf(found && "schema" in found ? found.schema : {}, schemas, name));
  });
}

function bodyOf(type: string, body: unknown): string[] {
  if (type.endsWith("json")) return [`-H "Content-Type: ${type}"`, `-d '${JSON.stringify(body)}'`];
  return Object.entries(body as object).map(
    ([name, value]) => `--data-urlencode "${name}=${value}"`,
  );
}
