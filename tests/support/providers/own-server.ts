import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "cookie";
import type { NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import { requestIdOf } from "@/lib/platform/core/request-id";
import { open } from "@/lib/platform/crypto/sealed";
import { cookieName } from "@/lib/platform/http/cookies";
import type { Flash } from "@/lib/platform/http/flash";
import { setSecurityHeaders } from "@/lib/web/server/security-headers";
import { setCookieLines } from "../requests/cookies";
import type { Answer } from "../requests/expectations";

/** The API routes that tests of providers ask, by their first parts. */
const ROUTES: [pattern: RegExp, parameter: string, load: () => Promise<{ default: unknown }>][] = [
  [/^\/api\/auth\/(.+)$/, "nextauth", () => import("@/pages/api/auth/[...nextauth]")],
  [/^\/api\/me$/, "", () => import("@/pages/api/me")],
  [/^\/api\/me\/connections$/, "", () => import("@/pages/api/me/connections")],
  [/^\/api\/me\/connections\/([^/]+)$/, "id", () => import("@/pages/api/me/connections/[id]")],
  [/^\/api\/me\/export$/, "", () => import("@/pages/api/me/export")],
  [/^\/api\/account$/, "", () => import("@/pages/api/account")],
  [/^\/api\/account\/reset-password$/, "", () => import("@/pages/api/account/reset-password")],
  [/^\/api\/account\/identity$/, "", () => import("@/pages/api/account/identity")],
  [/^\/api\/account\/identity\/confirm$/, "", () => import("@/pages/api/account/identity/confirm")],
];

/**
 * The API routes as a server of this process: variables configure providers, and this needs no build. Set
 * them before lib/web/providers is imported. Stop it.
 */
export async function startOwnServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(async (req, res) => {
    setSecurityHeaders(req, res);
    // Development loosens it for pages.
    const policy = String(res.getHeader("Content-Security-Policy"));
    res.setHeader("Content-Security-Policy", policy.replaceAll(/ 'unsafe-[\w]+'/g, ""));
    res.setHeader("X-Request-Id", requestIdOf(req));
    const { pathname, searchParams } = new URL(String(req.url), "http://localhost");
    for (const [pattern, parameter, load] of ROUTES) {
      const found = pattern.exec(pathname);
      if (!found) continue;
      const value = parameter === "nextauth" ? found[1]?.split("/") : found[1];
      const query = {
        ...Object.fromEntries(searchParams),
        ...(parameter && { [parameter]: value }),
      };
      const request = Object.assign(req, { query, cookies: parse(req.headers.cookie ?? "") });
      const { default: handler } = (await load()) as { default: NextApiHandler };
      return handler(request as NextApiRequest, res as NextApiResponse);
    }
    res.statusCode = 404;
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, stop: () => stop(server) };
}

const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** An answer's flash for the page it leads to; null where it leaves none. */
export async function flashOf(answer: Pick<Answer, "headers">): Promise<Flash | null> {
  const name = cookieName("flash");
  const line = setCookieLines(answer).find((candidate) => candidate.startsWith(`${name}=`));
  const sealed = line && parse(line)[name];
  return sealed ? open<Flash>("flash", sealed) : null;
}
