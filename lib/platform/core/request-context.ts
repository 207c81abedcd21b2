import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/platform/config/env";
import { requestIdOf } from "./request-id";

/** Who sent the request being handled: for the audit trail, throttles and session rows. */
export type Client = {
  /** Unique to this request; goes into every event it causes. */
  requestId: string;
  /** IP address in its plain form; null when the socket no longer knows. */
  address: string | null;
  userAgent: string | null;
};

const USER_AGENT_LIMIT = 256;
const NOBODY: Client = { requestId: "", address: null, userAgent: null };
const current = new AsyncLocalStorage<IncomingMessage>();
const clients = new WeakMap<IncomingMessage, Client>();

/** Runs `work` so that everything it calls can ask for `currentClient()`. */
export function withClient<T>(req: IncomingMessage, work: () => T): T {
  return current.run(req, work);
}

/** The id of the request being handled; null outside of one. */
export function currentRequestId(): string | null {
  const req = current.getStore();
  return req ? requestIdOf(req) : null;
}

/** The sender of the request being handled; nobody outside a request. Worked out when asked for. */
export function currentClient(): Client {
  const req = current.getStore();
  if (!req) return NOBODY;
  const known = clients.get(req);
  if (known) return known;
  const client = clientOf(req);
  clients.set(req, client);
  return client;
}

function clientOf(req: IncomingMessage): Client {
  return {
    requestId: requestIdOf(req),
    address: addressOf(req),
    userAgent: req.headers["user-agent"]?.slice(0, USER_AGENT_LIMIT) ?? null,
  };
}

/**
 * Each trusted proxy appends the address it saw, so the n-th from the right was written by the
 * outermost one we trust. Anything further left is the client's own claim.
 */
export function addressOf(req: IncomingMessage, hops = env.TRUSTED_PROXY_HOPS): string | null {
  const seen = plain(req.socket.remoteAddress ?? "");
  if (hops === 0) return seen;
  const claimed = String(req.headers["x-forwarded-for"] ?? "").split(",");
  return plain(claimed.at(-hops)?.trim() ?? "") ?? seen;
}

/** One spelling for every address; `::ffff:192.0.2.1` is the same host as `192.0.2.1`. */
function plain(address: string): string | null {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}
