import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/platform/config/env";

/**
 * Whether an Origin is the configured one, or that of the address that was asked for where no foreign
 * page can have that address: on https, for which it would need our certificate; an IP address,
 * `localhost`, a name without a dot. By DNS rebinding a page at `http://rebound.evil.test` asks this
 * machine under its own name, as its own origin.
 */
export function isOwnOrigin({ headers }: IncomingMessage, origin: string): boolean {
  if (origin === env.NEXTAUTH_URL) return true;
  const asked = `${env.https ? "https" : "http"}://${headers.host}`;
  return origin === asked && (env.https || isUnforgeable(origin));
}

function isUnforgeable(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  const name = hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(name) || !name.includes(".") || name.endsWith(".localhost");
}
