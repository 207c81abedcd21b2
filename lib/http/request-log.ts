import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/lib/log";
import { singleton } from "@/lib/singleton";
import { requestIdOf } from "./request-id";

type Exchange = { request: IncomingMessage; response: ServerResponse };

const PATH_LIMIT = 200;

/**
 * Logs one line a request, whoever answers it (a handler, a static file, Next itself), and names the
 * request in its answer. Node tells of both, so no handler can forget it.
 * Neither the query nor the address is logged: a query may hold the secret of a mailed link.
 */
export function startRequestLog(): void {
  singleton("request-log", () => {
    const started = new WeakMap<IncomingMessage, number>();
    subscribe("http.server.request.start", (message) => {
      const { request, response } = message as Exchange;
      started.set(request, performance.now());
      response.setHeader("X-Request-Id", requestIdOf(request));
    });
    subscribe("http.server.response.finish", (message) => {
      const { request, response } = message as Exchange;
      const since = started.get(request) ?? performance.now();
      log.info(
        {
          requestId: requestIdOf(request),
          method: request.method,
          path: pathOf(request),
          status: response.statusCode,
          ms: Math.round((performance.now() - since) * 10) / 10,
        },
        "request",
      );
    });
    return true;
  });
}

const pathOf = ({ url = "" }: IncomingMessage) => url.split("?", 1)[0]?.slice(0, PATH_LIMIT);
