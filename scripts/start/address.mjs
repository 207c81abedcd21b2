import { createServer, isIP } from "node:net";
import { isLocalHost } from "../../lib/platform/config/shared.mjs";

const THIS_MACHINE = /^(127\.|::1(\/|$)|localhost$)/;

/**
 * Where to listen, which need not be what the public origin says: a proxy may stand in front.
 *
 * - The port: PORT, or that of a local NEXTAUTH_URL, or 3000.
 * - The network address: HOST. Without it other machines are kept out where they should not connect: where
 *   the origin is local, or where a proxy on this machine is trusted about the client's address.
 *
 * @param {Record<string, string | undefined>} [env] checked later, with all other variables.
 * @returns {{ host: string, port: number }}
 */
export function addressOf(env = process.env) {
  const { NEXTAUTH_URL = "", HOST = "", PORT = "", TRUSTED_PROXIES = "" } = env;
  const url = URL.canParse(NEXTAUTH_URL) ? new URL(NEXTAUTH_URL) : null;
  const local = url?.protocol === "http:" && isLocalHost(url.hostname);
  const port = Number(PORT) || (local ? Number(url.port || 80) : 3000);
  if (HOST) return { host: HOST, port };
  const proxies = TRUSTED_PROXIES.split(",").filter((range) => range.trim());
  const proxied = proxies.length > 0 || Number(env.TRUSTED_PROXY_HOPS) > 0;
  const alone = proxies.every((range) => THIS_MACHINE.test(range.trim()));
  if (local && url.hostname === "[::1]") return { host: "::1", port };
  return { host: alone && (local || proxied) ? "127.0.0.1" : "0.0.0.0", port };
}

/** @param {number} port */
const isPort = (port) => Number.isInteger(port) && port >= 0 && port <= 65_535;

/**
 * @param {{ host: string, port: number }} address
 * @param {{ host: string, port: string }} [names] of the variables that say so.
 * @throws Error when nothing can listen there, except for an address or a port that is none
 */
export async function requireFree({ host, port }, names = { host: "HOST", port: "PORT" }) {
  // Neither is looked up or tried: the check of all variables, which follows, names the one that is wrong.
  if ((host !== "localhost" && !isIP(host)) || !isPort(port)) return;
  const error = await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", resolve);
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  if (code === "EADDRINUSE") {
    throw new Error(`Port ${port} is in use: stop what runs there, or set ${names.port}`);
  }
  if (code === "EADDRNOTAVAIL")
    throw new Error(`${names.host} is ${host}, which this machine does not have`);
  if (error) throw new Error(`Nothing can listen on ${host}, port ${port}: ${message}`);
}
