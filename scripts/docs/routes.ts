import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import type { Access } from "@/lib/web/guard/access";
import type { HttpMethod, Method } from "@/lib/web/guard/method";

/** The declarations of the files in pages/. */

const PAGES = "pages";
const API = join(PAGES, "api");

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => (routeOf(a) < routeOf(b) ? -1 : 1));

/** Every file of pages/api. */
export const apiFiles = (): string[] => filesBelow(API);

/** Every other file of pages/. */
export const pageFiles = (): string[] =>
  filesBelow(PAGES).filter((file) => !file.startsWith(`${API}/`));

/** The address a file of pages/ answers at; `[id]` and the like stay. */
export function routeOf(file: string): string {
  const { dir, name } = parse(file);
  const path = join(dir, name === "index" ? "" : name).slice(PAGES.length);
  return path === "" ? "/" : path;
}

/** What a file of pages/ exports. */
export const load = (file: string): Record<string, unknown> => require(join(process.cwd(), file));

/**
 * A page's declaration; undefined where neither page() nor staticPage() made its data. A page without
 * server data is prebuilt, does not know its reader and is public.
 */
export function pageAccess(file: string): Access | undefined {
  const { getServerSideProps, getStaticProps } = load(file);
  if (getServerSideProps) return (getServerSideProps as { access?: Access }).access;
  return (getStaticProps as { texts?: unknown } | undefined)?.texts ? "public" : undefined;
}

/** The methods an API file declares. next-auth's only say who may call them. */
export type DeclaredMethods = Partial<
  Record<HttpMethod, Pick<Method, "access" | "summary"> & Partial<Method>>
>;

/** What each method of an API file declares, or undefined where no wrapper made it. */
export function apiMethods(file: string): DeclaredMethods | undefined {
  const { default: handler } = load(file);
  return (handler as { methods?: DeclaredMethods } | undefined)?.methods;
}
