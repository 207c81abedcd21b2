import { z } from "zod";
import { Problem } from "@/lib/platform/core/problem";

/**
 * The id in a route's path, if it can be one: PostgreSQL fails on others, such as a NUL.
 * @throws Problem not_found
 */
export function requireId({ id }: { id?: string | string[] }): string {
  const { data } = z.uuid().safeParse(id);
  if (!data) throw new Problem("not_found");
  return data;
}
