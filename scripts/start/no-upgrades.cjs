// Loaded into a server before Next is (node --require): it opens its port before lib/ is loaded, and
// until then would keep a WebSocket open that nobody talks to, without any timeout. With no listener
// Node answers such a request like any other. Development reloads by WebSocket.

const { subscribe } = require("node:diagnostics_channel");

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
