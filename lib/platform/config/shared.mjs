import path from "node:path";
import { DATABASE_FILE } from "./identity.mjs";

/*
 * What the app and the scripts must agree on. Scripts that run in plain Node, before anything is
 * compiled, import this file too, so it is JavaScript.
 */

/** The hosts, as a URL spells them, for which no TLS is asked. */
export const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * @param {string | undefined} dataDir DATA_DIR, if set.
 * @returns the path of the SQLite file.
 */
export const sqliteFile = (dataDir) => path.join(dataDir || ".data", DATABASE_FILE);
