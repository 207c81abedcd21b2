import type { IncomingMessage } from "node:http";
import { asyncContext, withAsyncContext } from "@/lib/platform/async-context/async-context";
import { requestIdOf } from "./request-id";

/** Where a request comes from: for the audit trail, throttles and session rows. */
export type RequestOrigin = {
  /** Unique to this request; goes into every event it causes. */
  requestId: string;
  /** In its plain form; null when the socket no longer has it. */
  ipAddress: string | null;
  userAgent: string | null;
};

/** What is known of the current request, filled in as it becomes known. */
export type RequestContext = {
  /** null after the request has ended, when only `origin` is left of it. */
  readonly req: IncomingMessage | null;
  origin: RequestOrigin | null;
  /** The user who acts; see setActor() of request-context.ts. */
  actorId: string | null;
  /** The API token by which they act, if there is one. */
  tokenId: string | null;
  /** The session of somebody else's account in which they act, if there is one. */
  impersonationId: string | null;
};

// Separate from the functions that read it (request-context.ts), because the log needs nothing else.

/** The current request; null outside one. */
export const currentRequest = (): RequestContext | null =>
  asyncContext().request as RequestContext | null;

/** Runs `work` as a part of that request. */
export const withCurrentRequest = <T>(request: RequestContext, work: () => T): T =>
  withAsyncContext({ request }, work);

/** The id of the current request; null outside one. */
export function currentRequestId(): string | null {
  const context = currentRequest();
  if (!context) return null;
  return context.req ? requestIdOf(context.req) : (context.origin?.requestId ?? null);
}
