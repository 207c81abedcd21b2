import path from "node:path";
import { DATABASE_FILE } from "./identity.mjs";

/*
 * What the app and the scripts must agree on. Scripts that run in plain Node, before anything is
 * compiled, import this file too, so it is JavaScript.
 */

const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a host needs no TLS: it is this machine. Names below localhost count, too (RFC 6761, 6.3), and
 * browsers trust them alike.
 *
 * @param {string} hostname as a URL spells it.
 */
export const isLocalHost = (hostname) =>
  LOCAL_HOSTS.has(hostname) || hostname.endsWith(".localhost");

/**
 * @param {string | undefined} dataDir DATA_DIR, if set.
 * @returns the path of the SQLite file.
 */
export const sqliteFile = (dataDir) => path.join(dataDir || ".data", DATABASE_FILE);
