import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** A request, its response, and the server that it came to. */
export type Exchange = { request: IncomingMessage; response: ServerResponse; server: Server };

const KEY = Symbol.for("latchkey.early-requests");
type Early = { kept: readonly Exchange[]; giveBack(): void; stop(): void };
/** What scripts/start/early-requests.cjs has kept; nothing where a server was started without it. */
const early = () => (globalThis as { [KEY]?: Early })[KEY] ?? null;

/**
 * Calls a listener for each request before Next answers it, whoever does so. Next makes the HTTP server and
 * keeps it private, so this listens to Node's own diagnostics. Requests that came while the server started
 * come first.
 */
export function onEachRequest(hears: (exchange: Exchange) => void): void {
  for (const exchange of early()?.kept ?? []) hears(exchange);
  subscribe("http.server.request.start", (message) => hears(message as Exchange));
}

/**
 * Gives the servers their listeners back, which were taken from them so that requests wait. To be called in the same
 * turn as stopKeepingRequests().
 */
export const giveListenersBack = (): void => early()?.giveBack();

/** Has the requests that were kept answered. From now on every listener is called directly. */
export function stopKeepingRequests(): void {
  early()?.stop();
}
