import type { IncomingMessage, ServerResponse } from "node:http";

/*
 * Server-sent events: text that continues for as long as somebody listens.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */

/** Emitted by a stream's response when it has begun: its request counts as answered. */
export const STREAMING = "latchkey:streaming";

/** How long a client waits before it comes back, in milliseconds; a script of ours decides by itself. */
const RETRY_MS = 5000;

/** How much may be unread before the client is cut off: some hundred events. */
const UNREAD_BYTES = 16 * 1024;

/** A stream that has begun. */
export type EventStream = {
  /** Sends an event. @param name of it, and `data` as JSON */
  send(name: string, data: object): void;
  /** Sends a comment, so that no proxy takes the connection for a dead one. */
  beat(): void;
  end(): void;
};

/**
 * Begins a stream. It is not cached, compressed or buffered on its way, and its connection is used for
 * nothing else: it closes at the end.
 * @param onClose called once, whoever ended it
 */
export function beginEventStream(
  req: IncomingMessage,
  res: ServerResponse,
  onClose: () => void,
): EventStream {
  res.statusCode = 200;
  res.setHeader("Content-Type", "text/event-stream; charset=utf-8");
  res.setHeader("Cache-Control", "private, no-store, no-transform");
  // nginx would buffer an answer before it passes it on.
  res.setHeader("X-Accel-Buffering", "no");
  res.shouldKeepAlive = false;
  if (res.closed) process.nextTick(onClose);
  else res.once("close", onClose);
  const write = (text: string) => {
    if (res.writableEnded || res.destroyed) return;
    if (res.writableLength > UNREAD_BYTES) res.destroy();
    else res.write(text);
  };
  write(`retry: ${RETRY_MS}\n\n`);
  res.emit(STREAMING);
  // The answer to a HEAD ends with its headers.
  if (req.method === "HEAD") res.end();
  return {
    send: (name, data) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(":\n\n"),
    end: () => {
      if (!res.writableEnded) res.end();
    },
  };
}
