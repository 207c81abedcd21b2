import { PrismaPg } from "@prisma/adapter-pg";
import Database from "better-sqlite3";
import type pg from "pg";
import { type DatabaseUrl, parseDatabaseUrl } from "@/lib/platform/config/database-url.mjs";
import { env } from "@/lib/platform/config/env";
import { sqliteFile } from "@/lib/platform/config/shared.mjs";
import { singleton } from "@/lib/platform/core/singleton";
import { PrismaClient as PostgresqlClient } from "./generated/postgresql/client";
import { PrismaClient } from "./generated/sqlite/client";
import { makePool } from "./pool";
import { BUSY_TIMEOUT_MS, SqliteAdapter } from "./sqlite-adapter";

// Nothing here connects until the first query: `next build` imports this file.

const file = sqliteFile(env.DATA_DIR);

/** What DATABASE_URL says; null for SQLite. */
export const postgres: DatabaseUrl | null = env.postgres
  ? parseDatabaseUrl(env.DATABASE_URL)
  : null;

/** The database, as messages name it: without a password. */
export const place = postgres ? postgres.place : `the folder ${env.DATA_DIR}`;

/** The PostgreSQL pool of this process: Prisma's, and for queries by the driver itself. */
export function pool(): pg.Pool {
  if (!postgres) throw new Error("There is no pool: the database is SQLite");
  const database = postgres;
  return singleton("db.pool", () => makePool(database));
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
  if (postgres) await pool().end();
}

/**
 * Checks that what we write ourselves, without the name of a schema, finds the tables that Prisma finds.
 * @throws Error when connections look into another schema first. That the server does not answer is not
 * told: whatever is asked next tells it.
 */
export async function checkSchema(): Promise<void> {
  if (!postgres) return;
  const sql = "SELECT current_schema() AS schema";
  const answer = await pool()
    .query(sql)
    .catch(() => null);
  if (!answer) return;
  const found = answer.rows[0]?.schema;
  if (found === postgres.schema || (found === null && postgres.schema !== "public")) return;
  throw new Error(
    `the role's search_path begins with the schema ${found}, and DATABASE_URL says ${postgres.schema}`,
  );
}

function makeClient(): PrismaClient {
  // Errors are logged: without the values that were asked for.
  const errorFormat = "minimal";
  if (postgres) {
    const { schema } = postgres;
    const adapter = new PrismaPg(pool(), { schema });
    // Same schema, so same API; only the generated type names differ.
    return new PostgresqlClient({ adapter, errorFormat }) as unknown as PrismaClient;
  }
  return new PrismaClient({ adapter: new SqliteAdapter(file), errorFormat });
}
