import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** A request, its answer to be, and the server that it came to. */
export type Exchange = { request: IncomingMessage; response: ServerResponse; server: Server };

const KEY = Symbol.for("latchkey.early-requests");
/** What scripts/start/early-requests.cjs has kept; nothing where a server was started without it. */
const early = () =>
  (globalThis as { [KEY]?: { kept: readonly Exchange[]; stop(): void } })[KEY] ?? null;

/**
 * Tells of each request before Next answers it, whoever does so. Next makes the HTTP server and keeps it to
 * itself, so this listens to what Node tells. Those that came while the server started are told first.
 */
export function onEachRequest(hears: (exchange: Exchange) => void): void {
  for (const exchange of early()?.kept ?? []) hears(exchange);
  subscribe("http.server.request.start", (message) => hears(message as Exchange));
}

/** Ends the keeping of requests: whoever is to hear of each does from now on. */
export function keepNoMore(): void {
  early()?.stop();
}
