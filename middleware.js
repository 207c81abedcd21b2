import { getToken } from "next-auth/jwt";
import { withAuth } from "next-auth/middleware";
import { env } from "@/lib/platform/config/env";
import { linksFor } from "@/lib/platform/config/navigation";
import { roleOf } from "@/lib/platform/config/roles";
import { redirectInMiddleware, uncached } from "@/lib/platform/http/middleware-redirect";
import { createRouteMatcher } from "@/lib/platform/http/route-matcher";
import { decode } from "@/lib/web/session/codec";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { afterSignIn, authPages } from "@/lib/web/session/redirects";

// The optimistic gate for pages. It reads the cookie alone and may be wrong: it spares visitors a
// page render, and protects nothing. Each page's own guard asks the database; API routes are not
// matched at all, because they answer 401 themselves where this could only redirect.

const isSignInPage = createRouteMatcher(["/signin", "/signup"]);
const isAdminPage = createRouteMatcher(["/admin{/*path}"]);
const secret = env.secrets[0];

const gate = withAuth(
  function signedIn(request) {
    const role = roleOf(request.nextauth.token?.role);
    if (isAdminPage(request) && linksFor("admin", role).length === 0) {
      return redirectInMiddleware(request, "/dashboard");
    }
  },
  {
    secret,
    pages: authPages,
    cookies: { sessionToken: { name: SESSION_COOKIE } },
    jwt: { decode },
    callbacks: { authorized: ({ token }) => token !== null },
  },
);

/** @typedef {import("next-auth/middleware").NextRequestWithAuth} GateRequest */

/** @type {import("next/server").NextMiddleware} */
export default async function middleware(request, event) {
  // next-auth would believe a bearer token; the guards do not.
  request.headers.delete("authorization");
  if (isSignInPage(request)) {
    const token = await getToken({ req: request, secret, decode, cookieName: SESSION_COOKIE });
    const target = afterSignIn(request.nextUrl.searchParams.get("callbackUrl"));
    return token ? redirectInMiddleware(request, target) : undefined;
  }
  const response = await gate(/** @type {GateRequest} */ (request), event);
  return response ? uncached(response) : undefined;
}

// Next reads this without running it, so no cookie name can be put together here: the condition is
// any cookie whose name ends in ".session" and has a value. A request with one goes straight to the
// guard, which knows the right one; except for /admin (the role hint) and the two forms on the way
// in. Next tries each source on every request, API and files too, so there are as few as can be. A
// product's own pages are added to the first, or as sources of their own at the end.
export const config = {
  runtime: "nodejs",
  matcher: [
    {
      source:
        "/:page(dashboard|settings|organisations|other-account|reauthenticate|first-admin)/:path*",
      missing: [{ type: "header", key: "cookie", value: "(?:.*; *)?[^=; ]+\\.session=[^; ].*" }],
    },
    "/admin/:path*",
    "/:page(signin|signup)",
  ],
};
