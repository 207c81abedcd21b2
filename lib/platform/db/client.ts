import type Database from "better-sqlite3";
import type pg from "pg";
import { asyncContext, withAsyncContext } from "@/lib/platform/async-context/async-context";
import {
  checkFoundSchema,
  type DatabaseUrl,
  parseDatabaseUrl,
} from "@/lib/platform/config/database-url.mjs";
import { env } from "@/lib/platform/config/env";
import { sqliteFile } from "@/lib/platform/config/shared.mjs";
import { singleton } from "@/lib/platform/core/singleton";
import { currentNetwork } from "@/lib/platform/turns/networks";
import type { PrismaClient } from "./generated/sqlite/client";

// Nothing here connects until the first query: `next build` imports this file. No driver or client is
// loaded before that either: they are a good part of a small server's memory, and only one database's are
// used. `require`, because an import would make every caller wait. What is required here must import no ES
// module, or Next turns it into one that has to be awaited (docs/decisions/047-loaded-when-used.md).

const file = sqliteFile(env.DATA_DIR);

/** The parsed DATABASE_URL; null for SQLite. */
export const postgres: DatabaseUrl | null = env.postgres
  ? parseDatabaseUrl(env.DATABASE_URL)
  : null;

/** The parsed DATABASE_REPLICA_URL; null where there is none. It is meant to be a standby. */
export const replica: DatabaseUrl | null =
  postgres && env.DATABASE_REPLICA_URL
    ? { ...parseDatabaseUrl(env.DATABASE_REPLICA_URL), readWrite: false }
    : null;

/** The database, as messages name it: without a password. */
export const place = postgres ? postgres.place : `the folder ${env.DATA_DIR}`;

/** The PostgreSQL pool of this process: Prisma's, and for queries by the driver itself. */
export function pool(): pg.Pool {
  if (!postgres) throw new Error("There is no pool: the database is SQLite");
  return singleton("db.pool", poolOf(postgres));
}

/** The pool of the read replica. */
export function replicaPool(): pg.Pool {
  if (!replica) throw new Error("There is no replica");
  return singleton("db.replica.pool", poolOf(replica));
}

const poolOf = (database: DatabaseUrl) => () => {
  const { makePool } = require("./pool/pool") as typeof import("./pool/pool");
  return makePool(database, env.DATABASE_POOL);
};

/**
 * Runs read-only work on the replica; see fromReplica() of ./replica, which knows whether it can be used.
 */
export const onReplica = <T>(work: () => T): T => withAsyncContext({ replica: true }, work);

/**
 * Runs writes outside of transactions that a power cut may undo, such as counts: SQLite does not wait for the
 * disk, and so the event loop does not either. The next commit that waits brings them to the disk, too.
 */
export const mayBeLost = <T>(work: () => Promise<T>): Promise<T> =>
  // Awaited within: a query of Prisma's begins when somebody waits for it.
  withAsyncContext({ mayBeLost: true }, async () => await work());

/** Where to read from: a pool, and its parsed URL. */
export const reading = (): { pool: pg.Pool; pgbouncer: boolean } =>
  isOnReplica()
    ? { pool: replicaPool(), pgbouncer: replica?.pgbouncer === true }
    : { pool: pool(), pgbouncer: postgres?.pgbouncer === true };

const isOnReplica = () => replica !== null && asyncContext().replica === true;

/**
 * The Prisma client of this process, created on first use, or that of the replica within onReplica(). Both
 * databases share the SQLite client's type.
 */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get(_none, name) {
    const client = isOnReplica()
      ? singleton("db.replica.client", () => makePostgresClient(replicaPool(), replica))
      : singleton("db.client", makeClient);
    const part = Reflect.get(client, name);
    return typeof part === "function" ? part.bind(client) : part;
  },
});

/**
 * A read-only SQLite connection, for queries by the driver itself. Read-only,
 * because a second writer would block the event loop while the first holds the lock.
 * @throws SqliteError (SQLITE_CANTOPEN …) when it cannot be read
 */
export function sqliteHandle(): Database.Database {
  return singleton("db.sqlite", () => {
    const { openReader } = require("./sqlite-reader") as typeof import("./sqlite-reader");
    return openReader(file);
  });
}

/** Closes the connections Prisma has open, so that a script ends at once. */
export async function disconnect(): Promise<void> {
  await db.$disconnect();
  if (postgres) await pool().end();
  if (replica) await replicaPool().end();
}

/**
 * Checks that our own SQL, which names no schema, finds the same tables as Prisma.
 * @throws Error when connections use another schema first. A server that does not answer is not reported
 * here: the next query reports it.
 */
export async function checkSchema(): Promise<void> {
  if (!postgres) return;
  const sql = "SELECT current_schema() AS schema";
  const answer = await pool()
    .query(sql)
    .catch(() => null);
  if (!answer) return;
  checkFoundSchema(answer.rows[0]?.schema, postgres.schema);
}

/** Errors are logged: without the queries' values. */
const errorFormat = "minimal";

function makePostgresClient(of: pg.Pool, database: DatabaseUrl | null): PrismaClient {
  const { PrismaPg } = require("@prisma/adapter-pg") as typeof import("@prisma/adapter-pg");
  const { PrismaClient: Client } =
    require("./generated/postgresql/client") as typeof import("./generated/postgresql/client");
  const adapter = new PrismaPg(of, { schema: database?.schema ?? "public" });
  // Same schema, so same API; only the generated type names differ.
  return new Client({ adapter, errorFormat }) as unknown as PrismaClient;
}

function makeClient(): PrismaClient {
  if (postgres) return makePostgresClient(pool(), postgres);
  const { SqliteAdapter } = require("./sqlite-adapter") as typeof import("./sqlite-adapter");
  const { PrismaClient: Client } =
    require("./generated/sqlite/client") as typeof import("./generated/sqlite/client");
  return new Client({ adapter: new SqliteAdapter(file, currentNetwork), errorFormat });
}
