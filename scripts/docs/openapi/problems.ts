import { Problem, type ProblemCode } from "@/lib/platform/core/problem";
import { textsIn } from "@/lib/platform/texts/catalogue";
import type { Document, Reference, Response, Schema } from "@/lib/web/api-reference/types";

const english = textsIn("en");

/** These say when trying again makes sense. */
export const RETRY = [429, 503];

/** The answers of an operation for its problems, by status; their schemas go into `components`. */
export function problemResponses(
  codes: readonly ProblemCode[],
  components: Document["components"],
): Record<string, Response | Reference> {
  const statuses = new Set(codes.map(statusOf));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const same = [...new Set(codes)].filter((code) => statusOf(code) === status);
      return [status, responseOf(status, same, components)];
    }),
  );
}

const statusOf = (code: ProblemCode): number => new Problem(code).status;

function responseOf(
  status: number,
  codes: ProblemCode[],
  components: Document["components"],
): Response | Reference {
  const schemas = codes.map((code) => schemaOf(code, status, components));
  const [only, second] = schemas;
  const schema: Schema = second
    ? { oneOf: schemas, discriminator: { propertyName: "code" } }
    : (only as Schema);
  const response: Response = {
    description: codes.map((code) => english(`problems.${code}`)).join(" Or: "),
    ...(RETRY.includes(status) && { headers: { "Retry-After": headerRef("RetryAfter") } }),
    ...(status === 405 && { headers: { Allow: headerRef("Allow") } }),
    content: { "application/problem+json": { schema } },
  };
  if (second) return response;
  const name = nameOf(codes[0] as ProblemCode);
  components.responses[name] = response;
  return { $ref: `#/components/responses/${name}` };
}

export const headerRef = (name: string): Reference => ({ $ref: `#/components/headers/${name}` });

/** One schema a code, so that a typed client can tell them apart. */
function schemaOf(
  code: ProblemCode,
  status: number,
  { schemas }: Document["components"],
): Reference {
  const name = nameOf(code);
  schemas[name] = {
    type: "object",
    description: english(`problemTitles.${code}`),
    properties: {
      type: { type: "string", format: "uri" },
      title: { type: "string" },
      status: { type: "integer", const: status },
      detail: { type: "string" },
      code: { type: "string", const: code },
      ...(code === "invalid" && {
        errors: { type: "array", items: { $ref: "#/components/schemas/FieldError" } },
      }),
    },
    required: ["type", "title", "status", "detail", "code"],
    additionalProperties: false,
  };
  return { $ref: `#/components/schemas/${name}` };
}

/** "not_found" → "NotFoundProblem" */
const nameOf = (code: ProblemCode): string =>
  `${code.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Problem`;
