import fc, { type Arbitrary } from "fast-check";
import type { Schema } from "@/lib/web/api-reference/types";
import { anyText } from "../attack/arbitraries";

/** Anything that JSON can say. */
export const anyJson: Arbitrary<unknown> = fc.jsonValue({ maxDepth: 2 });

/** Values that fit a schema of a client's input, as far as the schema says. */
export function fitting(schema: Schema): Arbitrary<unknown> {
  const { const: only, enum: some, anyOf, type, properties = {}, required = [], items } = schema;
  if (only !== undefined) return fc.constant(only);
  if (some) return fc.constantFrom(...some);
  if (anyOf) return fc.oneof(...anyOf.map(fitting));
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => fitting({ ...schema, type: one })));
  switch (type) {
    case "string":
      return textThatFits(schema);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? -100, max: schema.maximum ?? 100 });
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(fitting(items ?? {}), { maxLength: 3 });
    case "object": {
      const fields = Object.entries(properties).map(([name, field]) => [name, fitting(field)]);
      return fc.record(Object.fromEntries(fields), {
        requiredKeys: required.filter((name) => name in properties) as never[],
      });
    }
    default:
      return anyJson;
  }
}

/** Values that fit a schema of an object except for one field, which is any JSON or missing. */
export function spoilt(schema: Schema): Arbitrary<unknown> {
  const names = Object.keys((schema.anyOf?.[0] ?? schema).properties ?? {});
  if (names.length === 0) return anyJson;
  return fc
    .tuple(fitting(schema), fc.constantFrom(...names), fc.option(anyJson, { nil: undefined }))
    .map(([value, name, other]) => ({ ...(value as object), [name]: other }));
}

function textThatFits({ format, minLength = 0, maxLength = 400 }: Schema): Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "date")
    return fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));
  return anyText.map((text) => text.padEnd(minLength, "x").slice(0, maxLength));
}
