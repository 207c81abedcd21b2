import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import type { Access } from "@/lib/web/guard/access";

const PAGES = "pages";
const API = join(PAGES, "api");

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

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
export const load = (file: string): Promise<Record<string, unknown>> =>
  import(join(process.cwd(), file));

/** What a page declares, or undefined where no wrapper made it. */
export async function pageAccess(file: string): Promise<Access | undefined> {
  const { getServerSideProps } = await load(file);
  return (getServerSideProps as { access?: Access } | undefined)?.access;
}

/** What each method of an API file declares, or undefined where no wrapper made it. */
export async function apiAccess(file: string): Promise<Record<string, Access> | undefined> {
  const { default: handler } = await load(file);
  return (handler as { access?: Record<string, Access> } | undefined)?.access;
}
