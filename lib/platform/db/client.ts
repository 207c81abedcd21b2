import { PrismaPg } from "@prisma/adapter-pg";
import Database from "better-sqlite3";
import pg from "pg";
import { env } from "@/lib/platform/config/env";
import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";
import { sqliteFile } from "@/lib/platform/config/shared.mjs";
import { singleton } from "@/lib/platform/core/singleton";
import { PrismaClient as PostgresqlClient } from "./generated/postgresql/client";
import { PrismaClient } from "./generated/sqlite/client";
import { BUSY_TIMEOUT_MS, SqliteAdapter } from "./sqlite-adapter";

// Nothing here connects until the first query: `next build` imports this file.

const file = sqliteFile(env.DATA_DIR);

/** The PostgreSQL pool of this process: Prisma's, and for queries by the driver itself. */
export function pool(): pg.Pool {
  return singleton("db.pool", makePool);
}

/** The Prisma client of this process. Both databases share the SQLite client's type. */
export const db: PrismaClient = singleton("db.client", makeClient);

/**
 * A read-only SQLite connection, for queries by the driver itself. Read-only,
 * because a second writer would block the event loop while the first holds the lock.
 * @throws SqliteError (SQLITE_CANTOPEN) when the file does not exist yet.
 */
export function sqliteHandle(): Database.Database {
  return singleton(
    "db.sqlite",
    () => new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS }),
  );
}

/** Closes the connections Prisma has open, so that a script ends at once. */
export async function disconnect(): Promise<void> {
  await db.$disconnect();
  if (env.postgres) await pool().end();
}

function makePool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env.DATABASE_URL,
    application_name: APPLICATION_NAME,
    max: 10,
    keepAlive: true,
    // A request must be answered within 5 s even when the server hangs. These are
    // client-side limits: poolers such as PgBouncer refuse a startup `statement_timeout`.
    // Two seconds, because a transaction on a frozen server costs two: query and rollback.
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
  });
  // An idle connection that breaks is told here; unheard, the event would end the process.
  pool.on("error", () => {});
  // Where the server hung in a transaction, its rollback was given up, too: the connection is still
  // in it, and whatever came next would be a part of that transaction.
  pool.on("release", (_error, client) => {
    if (client.getTransactionStatus() !== "I") void client.end();
  });
  return pool;
}

function makeClient(): PrismaClient {
  // Errors are logged: without the values that were asked for.
  const errorFormat = "minimal";
  if (env.postgres) {
    const adapter = new PrismaPg(pool());
    // Same schema, so same API; only the generated type names differ.
    return new PostgresqlClient({ adapter, errorFormat }) as unknown as PrismaClient;
  }
  return new PrismaClient({ adapter: new SqliteAdapter(file), errorFormat });
}
