import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { singleton } from "./singleton";

/** Shared: the log of requests and the handlers are bundled apart. */
const ids = singleton("request-ids", () => new WeakMap<IncomingMessage, string>());

/** Unique to a request: in its log line, its answer and every event it causes. */
export function requestIdOf(req: IncomingMessage): string {
  let id = ids.get(req);
  if (!id) {
    id = randomUUID();
    ids.set(req, id);
  }
  return id;
}
