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

// Next would have these requests wait until lib/ is loaded, and then answer them itself: without our headers and
// log, if nobody had kept them for who is told of each request (lib/web/server/requests/each-request.ts), and by its
// own way to a route, for which it loads more than most first requests need
// (docs/decisions/054-api-requests-go-straight.md). So they wait here.
/** @typedef {import("node:http").Server} Server */
/** @typedef {import("node:http").RequestListener} Listener */
/** @typedef {{ request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse, server: Server }} Exchange */
/** @type {Exchange[]} */
const kept = [];
/** @type {Map<Server, Listener[]>} */
const waiting = new Map();
const keep = (/** @type {unknown} */ message) => {
  const exchange = /** @type {Exchange} */ (message);
  const { server } = exchange;
  kept.push(exchange);
  // Development goes by Next always.
  if (process.env.NODE_ENV !== "production" || waiting.has(server)) return;
  waiting.set(server, /** @type {Listener[]} */ (server.listeners("request")));
  server.removeAllListeners("request");
};
subscribe(REQUEST, keep);
Object.assign(globalThis, {
  [Symbol.for("latchkey.early-requests")]: {
    kept,
    /** Gives the servers their listeners back. Nothing may come before stop(). */
    giveBack() {
      for (const [server, listeners] of waiting) {
        for (const listener of listeners) server.on("request", listener);
      }
    },
    /** Has the requests that wait answered, and keeps no more. */
    stop() {
      unsubscribe(REQUEST, keep);
      for (const { request, response, server } of kept.splice(0)) {
        if (waiting.has(server)) server.emit("request", request, response);
      }
      waiting.clear();
    },
  },
});
