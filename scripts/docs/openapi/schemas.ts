import { type ZodType, z } from "zod";
import type { Schema } from "@/lib/web/api-reference/types";

type Named = Record<string, Schema>;

/**
 * The JSON Schema of what a client sends ("input") or gets ("output"). A schema with an id, given by
 * `.meta({ id })`, is written once, into `components`, and referred to.
 */
export function jsonSchemaOf(schema: ZodType, io: "input" | "output", components: Named): Schema {
  const made = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => tidy(jsonSchema as Schema),
  });
  const {
    $schema: _,
    $defs = {},
    ...own
  } = withComponents(made) as Schema & {
    $schema?: string;
    $defs?: Named;
  };
  for (const [name, definition] of Object.entries($defs)) {
    const before = components[name];
    if (before && JSON.stringify(before) !== JSON.stringify(definition)) {
      throw new Error(`Two schemas are called ${name}`);
    }
    components[name] = definition;
  }
  return own;
}

/** Leaves out what zod adds to say a format again as a pattern, and the bounds of any safe integer. */
function tidy(schema: Schema): void {
  if (schema.format) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** Points references at the components of the document. */
const withComponents = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));

/** What a query can carry of a schema: it has no null, neither as a value nor as a default. */
export function inQuery({ anyOf, default: unset, ...schema }: Schema): Schema {
  const [only, ...more] = (anyOf ?? []).filter(({ type }) => type !== "null");
  return {
    ...schema,
    ...(only && (more.length > 0 ? { anyOf: [only, ...more] } : only)),
    ...(unset !== undefined && unset !== null && { default: unset }),
  };
}
