import { type NextRequest, NextResponse } from "next/server";

/**
 * Sends the browser to another page of this site, from the middleware.
 * @param path with its query
 */
export function redirectInMiddleware(request: NextRequest, path: string): NextResponse {
  return uncached(NextResponse.redirect(new URL(path, request.nextUrl.origin)));
}

/**
 * Keeps caches from remembering an answer of the middleware, which depends on who is signed in.
 * The client-side router has a cache and a header of its own: a redirect it prefetched while signed
 * out would still be followed after signing in (vercel/next.js#59218).
 */
export function uncached<R extends Response>(response: R): R {
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("x-middleware-cache", "no-cache");
  return response;
}
