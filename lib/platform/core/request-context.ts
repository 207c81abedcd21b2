import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/platform/config/env";
import { requestIdOf } from "./request-id";

/** Where a request comes from: for the audit trail, throttles and session rows. */
export type RequestOrigin = {
  /** Unique to this request; goes into every event it causes. */
  requestId: string;
  /** In its plain form; null when the socket no longer knows it. */
  ipAddress: string | null;
  userAgent: string | null;
};

/** What is known of the request being handled, filled in as it becomes known. */
type RequestContext = {
  readonly req: IncomingMessage;
  origin: RequestOrigin | null;
  /** The user who acts; see setActor(). */
  actorId: string | null;
};

const USER_AGENT_LIMIT = 256;
const NO_REQUEST: RequestOrigin = { requestId: "", ipAddress: null, userAgent: null };
const current = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that everything it calls, however late, can ask about this request. */
export function withRequestContext<T>(req: IncomingMessage, work: () => T): T {
  return current.run({ req, origin: null, actorId: null }, work);
}

/** Runs `work` as what no request has asked for: a job that a request has merely set off. */
export function withoutRequestContext<T>(work: () => T): T {
  return current.exit(work);
}

/** The id of the request being handled; null outside of one. */
export function currentRequestId(): string | null {
  const context = current.getStore();
  return context ? requestIdOf(context.req) : null;
}

/** Where the request being handled comes from; all null outside of one. Worked out at first use. */
export function requestOrigin(): RequestOrigin {
  const context = current.getStore();
  if (!context) return NO_REQUEST;
  context.origin ??= originOf(context.req);
  return context.origin;
}

/**
 * Says who acts in the request being handled, once it is proved: by the session (the guards do so),
 * or by what was sent (a mailed link that works, the right password). Events name this user. Does
 * nothing outside of a request.
 */
export function setActor(userId: string): void {
  const context = current.getStore();
  if (context) context.actorId = userId;
}

/** The id of the user who acts; null as long as nothing has proved who it is. */
export function currentActor(): string | null {
  return current.getStore()?.actorId ?? null;
}

function originOf(req: IncomingMessage): RequestOrigin {
  return {
    requestId: requestIdOf(req),
    ipAddress: ipAddressOf(req),
    userAgent: req.headers["user-agent"]?.slice(0, USER_AGENT_LIMIT) ?? null,
  };
}

/**
 * Each trusted proxy appends the address it saw, so the n-th from the right was written by the
 * outermost one we trust. Anything further left is the client's own claim.
 */
export function ipAddressOf(req: IncomingMessage, hops = env.TRUSTED_PROXY_HOPS): string | null {
  const seen = plain(req.socket.remoteAddress ?? "");
  if (hops === 0) return seen;
  const claimed = String(req.headers["x-forwarded-for"] ?? "").split(",");
  return plain(claimed.at(-hops)?.trim() ?? "") ?? seen;
}

/** One spelling for every address; `::ffff:192.0.2.1` is the same host as `192.0.2.1`. */
function plain(ipAddress: string): string | null {
  return ipaddr.isValid(ipAddress) ? ipaddr.process(ipAddress).toString() : null;
}
