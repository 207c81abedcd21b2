// Loaded into a server before Next is (node --require): the server opens its port before lib/ is loaded.

const { subscribe, unsubscribe } = require("node:diagnostics_channel");

const REQUEST = "http.server.request.start";

// Until then a WebSocket that nobody talks to would be kept open, without any timeout. With no listener Node
// answers such a request like any other. Development reloads by WebSocket.
if (process.env.NODE_ENV === "production") {
  // Told of each connection before anything is read from it.
  subscribe("net.server.socket", (message) => {
    const { socket } =
      /** @type {{ socket: import("node:net").Socket & { server?: import("node:events").EventEmitter } }} */ (
        message
      );
    socket.server?.removeAllListeners("upgrade");
  });
}

// Next has these requests wait until lib/ is loaded, and then answers them: without our headers and log, if
// nobody had kept them for who is told of each request (lib/web/server/requests/each-request.ts).
/** @type {unknown[]} */
const kept = [];
const keep = (/** @type {unknown} */ exchange) => kept.push(exchange);
subscribe(REQUEST, keep);
Object.assign(globalThis, {
  [Symbol.for("latchkey.early-requests")]: {
    kept,
    stop() {
      unsubscribe(REQUEST, keep);
      kept.length = 0;
    },
  },
});
