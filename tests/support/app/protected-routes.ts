import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { Access } from "@/lib/web/guard/access";
import { apiAccess, apiFiles, pageAccess, pageFiles, routeOf } from "./routes";

export type Call = { method: string; path: string };

const isProtected = (access: Access) => access !== "public" && access !== "anonymous";
/** Parameters stand for a row that does not exist. */
const pathOf = (file: string) => routeOf(file).replace(/\[\w+\]/g, randomUUID());

/** Every method of every API route that `wanted` picks, by what the route declares. */
export async function apiCalls(
  wanted: (method: string, access: Access) => boolean,
): Promise<Call[]> {
  const calls: Call[] = [];
  // The catch-all files are next-auth's and that of unknown addresses.
  for (const file of apiFiles().filter((name) => !basename(name).startsWith("[..."))) {
    for (const [method, access] of Object.entries((await apiAccess(file)) ?? {})) {
      if (wanted(method, access)) calls.push({ method, path: pathOf(file) });
    }
  }
  return calls;
}

export const protectedCalls = () => apiCalls((_method, access) => isProtected(access));

/** The address of every API route that lets some people read. */
export const protectedReads = async (): Promise<string[]> =>
  (await protectedCalls()).filter(({ method }) => method === "GET").map(({ path }) => path);

/** The address of every page that is not for everybody. */
export async function protectedPages(): Promise<string[]> {
  const pages: string[] = [];
  for (const file of pageFiles()) {
    const access = await pageAccess(file);
    if (access && isProtected(access)) pages.push(pathOf(file));
  }
  return pages;
}
