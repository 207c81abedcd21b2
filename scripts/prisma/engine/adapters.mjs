import { mkdirSync } from "node:fs";
import path from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

/**
 * Makes the driver adapter through which the engine reaches a database.
 *
 * @param {string} url `file:…` for SQLite, else a PostgreSQL URL.
 * @param {typeof PrismaPg} [Pg] the adapter for PostgreSQL.
 */
export function adapterFor(url, Pg = PrismaPg) {
  return url.startsWith("file:") ? sqliteAdapter(url) : postgresqlAdapter(url, Pg);
}

/** @param {string} url */
function sqliteAdapter(url) {
  const file = url.slice("file:".length);
  // The file holds password records: only its owner may read the folder.
  if (file !== ":memory:") mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  return new PrismaBetterSqlite3({ url });
}

/**
 * @param {string} url
 * @param {typeof PrismaPg} Pg
 */
function postgresqlAdapter(url, Pg) {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    // A single connection, kept open: the advisory lock, with which several processes may migrate at
    // once, belongs to the connection that took it.
    max: 1,
    idleTimeoutMillis: 0,
  });
  return new Pg(pool, { disposeExternalPool: true });
}
