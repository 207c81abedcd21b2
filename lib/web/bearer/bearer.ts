import type { IncomingMessage } from "node:http";
import { isOn } from "@/lib/platform/config/features";

const SCHEME = /^bearer(?: |$)/i;

/**
 * What a request shows by `Authorization: Bearer`, however wrong it may be; null where it has no such
 * header, or API tokens are off. Where it has one, nothing of its cookies counts.
 * Other schemes are none of ours: a proxy in front may ask browsers for a password of its own (RFC 7617).
 */
export function bearerOf({ headers }: IncomingMessage): string | null {
  const { authorization } = headers;
  if (authorization === undefined || !isOn(["apiTokens"]) || !SCHEME.test(authorization))
    return null;
  return authorization.slice("bearer ".length).trim();
}
