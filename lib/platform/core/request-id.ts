import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** On the request itself, where every bundle finds it: the log of requests and the handlers are bundled apart. */
const ID = Symbol.for("latchkey.request-id");

/** Unique to a request: in its log line, its answer and every event it causes. */
export function requestIdOf(req: IncomingMessage & { [ID]?: string }): string {
  req[ID] ??= randomUUID();
  return req[ID];
}
