import type { IncomingMessage } from "node:http";
import { withoutAsyncContext } from "@/lib/platform/async-context/async-context";
import {
  currentRequest,
  type RequestContext,
  type RequestOrigin,
  withCurrentRequest,
} from "./current-request";
import { ipAddressOf } from "./network-address";
import { requestIdOf } from "./request-id";

const USER_AGENT_LIMIT = 256;
type ActsBy = Pick<RequestContext, "tokenId" | "impersonationId">;

const NO_REQUEST: RequestOrigin = { requestId: "", ipAddress: null, userAgent: null };

const NOBODY = { actorId: null, tokenId: null, impersonationId: null };

/** Runs `work` so that everything it calls, however late, can ask about this request. */
export function withRequestContext<T>(req: IncomingMessage, work: () => T): T {
  return withCurrentRequest({ req, origin: null, ...NOBODY }, work);
}

/**
 * Runs `work` as a late part of an answered request: its events and log lines name where that came from.
 */
export function withRequestOrigin<T>(origin: RequestOrigin, work: () => T): T {
  return withCurrentRequest({ req: null, origin, ...NOBODY }, work);
}

/**
 * Runs `work` outside any request: a job that a request only started. It is written for no reader in
 * particular, and uses no seat of the request's.
 */
export function withoutRequestContext<T>(work: () => T): T {
  return withoutAsyncContext(work);
}

/** Where the current request comes from; all null outside one. Computed on first use. */
export function requestOrigin(): RequestOrigin {
  const context = currentRequest();
  if (!context) return NO_REQUEST;
  context.origin ??= originOf(context.req);
  return context.origin;
}

/**
 * Sets who acts in the current request, after it is proved: by the session (the guards do so), or by the
 * request's content (a valid mailed link, the right password). Events name this user. Does nothing outside
 * a request.
 * @param by the API token that is the proof, or the session of somebody else's account in which the user
 * acts, if there is one: events name it, too
 */
export function setActor(
  userId: string,
  { tokenId = null, impersonationId = null }: Partial<ActsBy> = {},
): void {
  const context = currentRequest();
  if (context) Object.assign(context, { actorId: userId, tokenId, impersonationId });
}

/** The id of the acting user; null while it is not proved. */
export function currentActor(): string | null {
  return currentRequest()?.actorId ?? null;
}

/** The API token, or the session of somebody else's account, by which the actor acts; null without one. */
export function actsBy(): ActsBy {
  const { tokenId = null, impersonationId = null } = currentRequest() ?? {};
  return { tokenId, impersonationId };
}

/**
 * A slot in the current request, in which one part of the code leaves a value for another that it cannot
 * return it to: for example, next-auth's callbacks for the route. Holds nothing outside a request.
 */
export function requestSlot<T>(): { get(): T | undefined; set(value: T): void } {
  const values = new WeakMap<RequestContext, T>();
  return {
    get: () => {
      const context = currentRequest();
      return context ? values.get(context) : undefined;
    },
    set: (value) => {
      const context = currentRequest();
      if (context) values.set(context, value);
    },
  };
}

function originOf(req: IncomingMessage | null): RequestOrigin {
  if (!req) return NO_REQUEST;
  return {
    requestId: requestIdOf(req),
    ipAddress: ipAddressOf(req),
    userAgent: req.headers["user-agent"]?.slice(0, USER_AGENT_LIMIT) ?? null,
  };
}
