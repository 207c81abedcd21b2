import type { IncomingMessage } from "node:http";
import { log } from "@/lib/platform/core/log";
import { count, observeRequest } from "@/lib/platform/core/metrics";
import { requestIdOf } from "@/lib/platform/core/request-id";
import { singleton } from "@/lib/platform/core/singleton";
import { SECOND_MS } from "@/lib/platform/core/time";
import { STREAMING } from "@/lib/platform/http/stream/event-stream";
import { isForMetrics } from "./metrics";
import { type Exchange, onEachRequest } from "./requests/each-request";
import { originForm } from "./requests/normalise-requests";

/** When it began, and its original path: Next or we may have it answered at another one. */
type Begun = { since: number; path: string };

const PATH_LIMIT = 200;
/** Where Next serves its build output. */
const BUILT = "/_next/static/";

/**
 * Logs one line a request, whoever answers it (a handler, a static file, Next itself), and puts the
 * request's id into its answer. Node reports every request, so no handler can forget it. `aborted` means
 * that the client did not wait for the whole answer; the status is then the one it would have been so far.
 * What every page loads, the built scripts and styles, is logged at debug level: a page has a dozen.
 * Neither the query nor the network address is logged: a query may hold the secret of a mailed link.
 */
export function startRequestLog(): void {
  singleton("request-log", () => {
    onEachRequest((exchange) => {
      if (isForMetrics(exchange.server)) return;
      const begun = { since: performance.now(), path: pathOf(exchange.request) };
      exchange.response.setHeader("X-Request-Id", requestIdOf(exchange.request));
      // Not when it is finished: a client that does not wait for the answer was served, too.
      const answered = () => {
        exchange.response.off("close", answered).off(STREAMING, answered);
        logRequest(exchange, begun);
      };
      exchange.response.once("close", answered);
      // A stream is answered when it begins; its duration says nothing about us.
      exchange.response.once(STREAMING, answered);
    });
    return true;
  });
}

function logRequest({ request, response }: Exchange, { since, path }: Begun): void {
  const ms = Math.round((performance.now() - since) * 10) / 10;
  const { method = "" } = request;
  const status = response.statusCode;
  count("requests", { method, status });
  observeRequest(ms / SECOND_MS);
  const built = path.startsWith(BUILT) && status < 400;
  const level = built ? "debug" : "info";
  if (!log.isLevelEnabled(level)) return;
  const aborted = response.closed && !response.writableFinished && { aborted: true };
  log[level]({ requestId: requestIdOf(request), method, path, status, ms, ...aborted }, "request");
}

const pathOf = ({ url = "/" }: IncomingMessage): string =>
  (originForm(url).split("?", 1)[0] ?? "").slice(0, PATH_LIMIT);
