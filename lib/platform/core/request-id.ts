import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/**
 * Kept on the request itself, where every bundle finds it: request log and handlers are bundled separately.
 */
const ID = Symbol.for("latchkey.request-id");

/** Unique to a request: in its log line, its answer and every event it causes. */
export function requestIdOf(req: IncomingMessage & { [ID]?: string }): string {
  req[ID] ??= randomUUID();
  return req[ID];
}
