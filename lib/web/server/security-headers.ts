import type { IncomingMessage, ServerResponse } from "node:http";
import { contentSources } from "@/lib/platform/config/content-sources";
import { env } from "@/lib/platform/config/env";
import { onEachRequest } from "./requests/each-request";

/** @param kind what a product loads from elsewhere, after our own */
const also = (kind: keyof typeof contentSources) =>
  contentSources[kind].map((source) => ` ${source}`).join("");

// The Pages Router emits no inline script or style, so neither is allowed. Development needs
// eval and inline styles for hot reloading.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  `script-src 'self'${env.production ? "" : " 'unsafe-eval'"}${also("scripts")}`,
  `style-src 'self'${env.production ? "" : " 'unsafe-inline'"}${also("styles")}`,
  `img-src 'self'${also("images")}`,
  `font-src 'self'${also("fonts")}`,
  `connect-src 'self'${also("connections")}`,
  `frame-src 'self'${also("frames")}`,
  "object-src 'none'",
  "base-uri 'none'",
  `form-action 'self'${also("forms")}`,
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = Object.entries({
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "X-Permitted-Cross-Domain-Policies": "none",
  "Permissions-Policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()",
});

/** Whether the query has the token of a mailed link, however its name is written. */
const hasToken = (url = "") =>
  url.includes("?") && new URLSearchParams(url.split("?")[1]).has("token");

/**
 * What every answer tells the browser, whoever gives it: set when the request begins. As `headers` of
 * its configuration Next would match them against each address, a twentieth of an empty answer's CPU.
 * Source: OWASP Secure Headers Project.
 */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  // An address with the token of a link is told to no other site. To our own it is: a form of a
  // page without any referrer is sent with `Origin: null`, and Safari before 16.4 sends nothing else.
  response.setHeader(
    "Referrer-Policy",
    hasToken(request.url) ? "same-origin" : "strict-origin-when-cross-origin",
  );
  // Told over https only (RFC 6797, 7.2); the proxy that ends TLS says so.
  if (request.headers["x-forwarded-proto"] === "https") {
    response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  }
}

/** Sets them on every answer of this process. */
export function startSecurityHeaders(): void {
  onEachRequest(({ request, response }) => setSecurityHeaders(request, response));
}
