import type { IncomingMessage } from "node:http";
import { isOn } from "@/lib/platform/config/features";

const SCHEME = /^bearer(?: |$)/i;

/**
 * The token that a request presents by `Authorization: Bearer`, however wrong it may be; null without such
 * a header, or with API tokens off. With the header, the request's cookies are ignored. Other schemes are
 * left alone: a proxy in front may ask browsers for a password of its own (RFC 7617).
 */
export function bearerOf({ headers }: IncomingMessage): string | null {
  const { authorization } = headers;
  if (authorization === undefined || !isOn(["apiTokens"]) || !SCHEME.test(authorization))
    return null;
  return authorization.slice("bearer ".length).trim();
}
