import { createServer } from "node:net";
import { LOCAL_HOSTS } from "../../lib/platform/config/shared.mjs";

/**
 * The port to listen on: PORT, else the one in a local NEXTAUTH_URL, else 3000.
 *
 * @param {string | undefined} wanted the PORT variable.
 * @param {string} [origin] NEXTAUTH_URL.
 * @throws Error when the two disagree or the port is taken.
 */
export async function choosePort(wanted, origin = "") {
  const url = new URL(origin);
  const local = LOCAL_HOSTS.has(url.hostname) && url.protocol === "http:";
  const named = Number(url.port || 80);
  const port = wanted ? Number(wanted) : local ? named : 3000;
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PORT is not a port number: ${wanted}`);
  }
  if (local && port !== named) {
    throw new Error(`PORT is ${port} but NEXTAUTH_URL is ${origin}: make them agree`);
  }
  if (await isTaken(port))
    throw new Error(`Port ${port} is in use: stop what runs there, or set PORT`);
  return port;
}

/** @param {number} port */
function isTaken(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === "EADDRINUSE" ? resolve(true) : reject(error),
    );
    probe.listen(port, () => probe.close(() => resolve(false)));
  });
}
