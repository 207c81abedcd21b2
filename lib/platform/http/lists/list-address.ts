/*
 * The page of one thing keeps which list it was opened from: the search, the filter, the order and the page.
 * Its address carries only the query of that list, never a path: nobody can lead a reader elsewhere by it.
 */

/** The parameter that carries the list's query. */
export const LIST_PARAMETER = "list";

/** Longer than any list's own query. */
const LIMIT = 1_000;

type Query = Partial<Record<string, string | string[]>>;

/** A query without its empty values. */
export function queryOf(values: Record<string, string | null | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return String(new URLSearchParams(given));
}

/** An address with a query, if there is one. @param path may have a query already */
export function withQuery(path: string, query: string): string {
  if (query === "") return path;
  return `${path}${path.includes("?") ? "&" : "?"}${query}`;
}

/** The address of a page that keeps the list it was opened from. @param list the query of the list */
export const withList = (path: string, list: string): string =>
  withQuery(path, queryOf({ [LIST_PARAMETER]: list }));

/** The query of a list as an address carries it, unchecked; empty where there is none, or an overlong one. */
export function listIn(query: Query): string {
  const [list = ""] = [query[LIST_PARAMETER] ?? ""].flat();
  return list.length <= LIMIT ? list : "";
}

/** Its parameters, for the schema of the list: only what that lets through may become an address. */
export const listParameters = (query: Query): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(listIn(query)));
