import type { Server, ServerResponse } from "node:http";

/** A proxy under load reuses a connection long before that; an idle one is closed. */
const IDLE_MS = 1_000;

/**
 * While a server ends, it takes no new connections, but a proxy may have sent a request on one that it keeps
 * open: closed at once, as Node does, that request would be lost (issue 10, "0 failed requests").
 * @param server its connections without a request stay open for a second after close()
 */
export function keepIdleAWhile(server: Server): void {
  const closeIdle = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => {
    setTimeout(closeIdle, IDLE_MS);
  };
}

/** When the server stops, the answer says that it is the last on its connection (RFC 9112, 9.6). */
export function endWithAnswer(server: Server, response: ServerResponse): void {
  if (!server.listening) response.shouldKeepAlive = false;
}
