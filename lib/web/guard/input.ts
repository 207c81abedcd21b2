import type { NextApiRequest } from "next";
import type { ZodError, ZodObject, z } from "zod";
import { type FieldError, Problem } from "@/lib/platform/core/problem";

/** The values of a declared schema; nothing where none is declared. */
export type Values<S extends ZodObject | undefined> = S extends ZodObject ? z.infer<S> : undefined;

type Query = NextApiRequest["query"];

/**
 * The parameters of a path. Next puts them into the query, where they override a key of the same name.
 * @throws Problem not_found for a value that does not fit: nothing can exist there, and PostgreSQL fails on
 * some values, such as a NUL
 */
export function parseParams<S extends ZodObject | undefined>(schema: S, query: Query): Values<S> {
  const parsed = schema?.safeParse(query);
  if (parsed?.success === false) throw new Problem("not_found");
  return parsed?.data as Values<S>;
}

/**
 * The client's input as its schema parses it.
 * @returns undefined without a schema
 * @throws Problem invalid, with one entry a field
 */
export function parseInput<S extends ZodObject | undefined>(schema: S, sent: unknown): Values<S> {
  const parsed = schema?.safeParse(sent);
  if (parsed?.success === false) {
    throw new Problem("invalid", { errors: fieldErrors(parsed.error) });
  }
  return parsed?.data as Values<S>;
}

/** One entry a field: the first thing that is wrong with it. */
function fieldErrors(error: ZodError): FieldError[] {
  const byField = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = path.join(".");
    if (!byField.has(field)) byField.set(field, message);
  }
  return [...byField].map(([field, message]) => ({ field, message }));
}
