import type { IncomingMessage } from "node:http";
import { log } from "@/lib/platform/core/log";
import { loggedSender } from "@/lib/platform/core/logged-sender";
import { Problem } from "@/lib/platform/core/problem";
import { asksOwnHost, isOwnOrigin } from "./own-host";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/** Whether the browser says where a request comes from. Text browsers do not. */
export function namesItsOrigin({ headers }: IncomingMessage): boolean {
  return headers["sec-fetch-site"] !== undefined || headers.origin !== undefined;
}

/**
 * Lets a state-changing request through only when the browser says that it comes from this
 * origin: Sec-Fetch-Site, or Origin where that header is missing. A client that sends neither
 * must name the origin itself; an HTML form may carry its token instead (requireCsrfToken).
 * What a browser calls the same origin is ours only if it has our address; see own-host.ts.
 * Source: OWASP Cross-Site Request Forgery Prevention, "Fetch Metadata headers".
 * @throws Problem cross_site
 */
export function requireSameOrigin(req: IncomingMessage): void {
  const { "sec-fetch-site": site, origin } = req.headers;
  // Behind "Referrer-Policy: no-referrer" a browser sends an opaque origin with its own forms.
  const opaque = origin === undefined || origin === "null";
  const same =
    site === undefined
      ? origin !== undefined && isOwnOrigin(req, origin)
      : site === "same-origin" && (opaque ? asksOwnHost(req) : isOwnOrigin(req, origin));
  if (same) return;
  log.warn({ event: "malicious_csrf", ...loggedSender() }, "refused: from another site");
  throw new Problem("cross_site");
}
