import type { NextRequest } from "next/server";
import { pathToRegexp } from "path-to-regexp";

/**
 * Tells whether a request's path fits one of the patterns (path-to-regexp syntax, such as
 * `/admin{/*path}`). Whole segments only: `/admin` does not match `/administrators`.
 */
export function createRouteMatcher(patterns: string[]): (request: NextRequest) => boolean {
  const { regexp } = pathToRegexp(patterns);
  return (request) => regexp.test(request.nextUrl.pathname);
}
