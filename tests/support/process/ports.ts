import { type AddressInfo, createServer, type Server } from "node:net";

/** Listens on a port; 0 takes any that is free. @returns null where somebody else listens already */
async function listen(port: number): Promise<Server | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

/**
 * The first of several neighbouring TCP ports of this machine that nobody listened on a moment ago.
 * @param count how many: a server that counts up from its first one needs them all
 */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const servers: Server[] = [];
    let next = 0;
    while (servers.length < count) {
      const server = await listen(next);
      if (!server) break;
      servers.push(server);
      next = (server.address() as AddressInfo).port + 1;
    }
    await Promise.all(servers.map((one) => new Promise((resolve) => one.close(resolve))));
    if (servers.length === count) return next - count;
  }
}
