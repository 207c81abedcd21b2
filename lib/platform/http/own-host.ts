import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/platform/config/env";

/**
 * Whether an Origin is the configured one, or that of the requested address where no foreign page can have
 * that address: on https, for which it would need our certificate; an IP address, `localhost`, a name
 * without a dot. By DNS rebinding a page at `http://rebound.evil.test` calls this machine under its own
 * name, as its own origin.
 */
export function isOwnOrigin(req: IncomingMessage, origin: string): boolean {
  if (origin === env.NEXTAUTH_URL) return true;
  return origin === askedOrigin(req) && (env.https || isUnforgeable(origin));
}

/** Whether the requested address is one of ours, by the same rule. */
export const asksOwnHost = (req: IncomingMessage): boolean => isOwnOrigin(req, askedOrigin(req));

/** Whether the browser requested the configured address, and not another one of this machine. */
export const asksConfiguredHost = (req: IncomingMessage): boolean =>
  askedOrigin(req) === env.NEXTAUTH_URL;

const askedOrigin = ({ headers }: IncomingMessage) =>
  `${env.https ? "https" : "http"}://${headers.host}`;

/** Whether no foreign page can have an origin: nobody can have its name point elsewhere. */
export function isUnforgeable(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  const name = hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(name) || !name.includes(".") || name.endsWith(".localhost");
}
