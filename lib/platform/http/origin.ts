import type { IncomingMessage } from "node:http";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { Problem } from "@/lib/platform/core/problem";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * Lets a state-changing request through only when the browser says that it comes from this
 * origin: Sec-Fetch-Site, or Origin where that header is missing. A client that sends neither
 * must name the origin itself.
 * Source: OWASP Cross-Site Request Forgery Prevention, "Fetch Metadata headers".
 * @throws Problem cross_site
 */
export function requireSameOrigin(req: IncomingMessage): void {
  const site = req.headers["sec-fetch-site"];
  const same =
    site === undefined ? req.headers.origin === env.NEXTAUTH_URL : site === "same-origin";
  if (same) return;
  log.warn({ event: "malicious_csrf" }, "refused: from another site");
  throw new Problem("cross_site");
}
