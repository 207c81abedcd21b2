import type { Document, Schema } from "./types";

/** The example value for a field of this name. */
const BY_NAME: Record<string, string> = {
  email: "ada@example.com",
  slug: "analytical-engines",
  name: "Ada Lovelace",
  password: "seven quiet lanterns",
  newPassword: "eight quiet lanterns",
  currentPassword: "seven quiet lanterns",
  timeZone: "Europe/Berlin",
  invitation: "the_token_of_the_link_in_the_mail_________A",
  token: "the_token_of_the_link_in_the_mail_________A",
  page: "/",
  callbackUrl: "/dashboard",
};

const BY_FORMAT: Record<string, string> = {
  uuid: "01980f3c-5a70-7c3e-9b1d-2f6a8c4e7b90",
  "date-time": "2026-01-31T12:00:00.000Z",
  date: "2026-01-31",
};

/** A value that fits a schema, for an example. @param name of the field */
export function sampleOf(
  schema: Schema,
  schemas: Document["components"]["schemas"],
  name = "",
): unknown {
  const { $ref, const: only, enum: some, anyOf, oneOf } = schema;
  if ($ref) return sampleOf(schemas[$ref.split("/").at(-1) ?? ""] ?? {}, schemas, name);
  if (only !== undefined) return only;
  if (some) return some[0];
  const one = (anyOf ?? oneOf)?.find(({ type }) => type !== "null");
  if (one) return sampleOf(one, schemas, name);
  switch (typeOf(schema)) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, value]) => [
          key,
          sampleOf(value, schemas, key),
        ]),
      );
    case "array":
      return [sampleOf(schema.items ?? {}, schemas, name)];
    case "boolean":
      return true;
    case "integer":
      return Math.max(1, schema.minimum ?? 1);
    default:
      return BY_FORMAT[schema.format ?? ""] ?? BY_NAME[name] ?? "…";
  }
}

/** The first type a schema names that has values to show. */
export const typeOf = ({ type }: Schema): string | undefined =>
  [type ?? []].flat().find((each) => each !== "null");
