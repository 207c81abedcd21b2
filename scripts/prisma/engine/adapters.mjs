import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { makePrivate } from "../../../lib/platform/config/sqlite-file.mjs";

/**
 * Makes the driver adapter through which the engine reaches a database.
 *
 * @param {string} url `file:…` for SQLite, else a PostgreSQL URL.
 * @param {string} [schema] where PostgreSQL has the tables.
 * @param {typeof PrismaPg} [Pg] the adapter for PostgreSQL.
 */
export function adapterFor(url, schema = "public", Pg = PrismaPg) {
  return url.startsWith("file:") ? sqliteAdapter(url) : postgresqlAdapter(url, schema, Pg);
}

/** @param {string} url */
function sqliteAdapter(url) {
  const file = url.slice("file:".length);
  if (file !== ":memory:") makePrivate(file);
  return new PrismaBetterSqlite3({ url });
}

/**
 * @param {string} url
 * @param {string} schema
 * @param {typeof PrismaPg} Pg
 */
function postgresqlAdapter(url, schema, Pg) {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    // What one statement has set, the next one needs.
    max: 1,
    idleTimeoutMillis: 0,
  });
  return new Pg(pool, { schema, disposeExternalPool: true });
}
