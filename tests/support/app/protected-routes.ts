import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { Access } from "@/lib/web/guard/access";
import { apiFiles, apiMethods, pageAccess, pageFiles, routeOf } from "@/scripts/docs/routes";

/** @property form the body of an HTML form that calls the method at that address */
export type Call = { method: string; route: string; path: string; form?: string };

const isProtected = (access: Access) => access !== "public" && access !== "anonymous";
/** Parameters stand for a row that does not exist, unless `given` has one. */
const pathOf = (file: string, given: Record<string, string> = {}) =>
  routeOf(file).replace(/\[(\w+)\]/g, (_, name) => given[name] ?? randomUUID());

/**
 * Every method of every API route that `wanted` selects, by the route's declaration.
 * @param given parameters of their paths, such as the slug of the caller's organisation
 */
export function apiCalls(
  wanted: (method: string, access: Access) => boolean,
  given?: Record<string, string>,
): Call[] {
  const calls: Call[] = [];
  // The catch-all files are next-auth's and that of unknown addresses.
  for (const file of apiFiles().filter((name) => !basename(name).startsWith("[..."))) {
    for (const [method, { access, form }] of Object.entries(apiMethods(file) ?? {})) {
      const call = {
        method,
        route: routeOf(file),
        path: pathOf(file, given),
        ...(form && { form: `_method=${method}` }),
      };
      if (wanted(method, access)) calls.push(call);
    }
  }
  return calls;
}

export const protectedCalls = () => apiCalls((_method, access) => isProtected(access));

/** The address of every API route that only some people may read. */
export const protectedReads = (): string[] =>
  protectedCalls()
    .filter(({ method }) => method === "GET")
    .map(({ path }) => path);

/** The address of every page that is not for everybody. */
export function protectedPages(): string[] {
  const pages: string[] = [];
  for (const file of pageFiles()) {
    const access = pageAccess(file);
    if (access && isProtected(access)) pages.push(pathOf(file));
  }
  return pages;
}
