import type { Server, ServerResponse } from "node:http";

/** A proxy under load reuses a connection long before that; an idle one is closed. */
const IDLE_MS = 1_000;

/**
 * While a server ends, it takes no new connections, but a proxy may have sent a request on one that it keeps
 * open: closed at once, as Node does, that request would be lost.
 * @param server its connections without a request stay open for a second after close()
 */
export function keepIdleAWhile(server: Server): void {
  const closeIdle = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => {
    setTimeout(closeIdle, IDLE_MS);
  };
}

/**
 * Does the last work of a process once the server has answered everything: Next exits when close() calls back.
 * @param work which does not throw
 */
export function finishAfter(server: Server, work: () => Promise<void>): void {
  const close = server.close.bind(server);
  server.close = (done) => close((error) => void work().then(() => done?.(error)));
}

/** When the server stops, the answer says that it is the last on its connection (RFC 9112, 9.6). */
export function endWithAnswer(server: Server, response: ServerResponse): void {
  if (!server.listening) response.shouldKeepAlive = false;
}
