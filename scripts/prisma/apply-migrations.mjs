import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { checkFoundSchema } from "../../lib/platform/config/database-url.mjs";
import { configuredDatabase } from "./database.mjs";
import { adapterFor } from "./engine/adapters.mjs";
import { describeError } from "./engine/errors.mjs";
import { loadSchemaEngine } from "./engine/load.mjs";
import { withMigrationLock } from "./engine/migration-lock.mjs";
import { connect, findPrimary } from "./engine/servers.mjs";

/**
 * Applies the pending migrations to a database. It makes the one call to the schema engine that `prisma
 * migrate deploy` makes, without the 40 MB of that command. Several processes may do it at once, behind
 * a pooler too: one works and the others wait.
 *
 * @param {ReturnType<typeof configuredDatabase>} [database]
 * @param {{ wait?: number, tell?: (text: string) => void }} [options] of the wait for another process.
 * @returns {Promise<string[]>} the names of the migrations it applied.
 * @throws Error when a migration fails or the database cannot be reached.
 */
export async function applyMigrations(database = configuredDatabase(), options = {}) {
  const { servers, schema } = database;
  if (database.url.startsWith("file:")) return runEngine(database);
  try {
    const url = await findPrimary(servers);
    const work = async () => {
      await prepareSchema(url, schema);
      return runEngine({ ...database, url });
    };
    return await withMigrationLock(url, work, options);
  } catch (error) {
    // Node collects one error for each address of a host; the collection itself has no message.
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}

/**
 * @param {ReturnType<typeof configuredDatabase>} database
 * @returns {Promise<string[]>}
 */
async function runEngine({ url, schema, migrations }) {
  const driver = adapterFor(url, schema);
  const close = closing(driver);
  try {
    // Why a file or the driver itself cannot be opened, of which the engine says a number only. A server has been
    // asked before.
    if (url.startsWith("file:")) await (await driver.connect()).dispose();
    const SchemaEngine = await loadSchemaEngine((message) => {
      throw new Error(message);
    });
    const adapter = bindMigrationAwareSqlAdapterFactory(driver);
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: listMigrations(migrations),
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    throw new Error(describeError(error).message, { cause: error });
  } finally {
    await close();
  }
}

/**
 * Checks that whoever connects finds the schema, makes it, if it is missing, and gives up migrations that began and never ended: their process
 * was killed, because nobody else has the lock. PostgreSQL has undone them, each being one transaction.
 *
 * @param {string} url
 * @param {string} schema a plain name.
 */
async function prepareSchema(url, schema) {
  const client = await connect(url);
  const table = `"${schema}"."_prisma_migrations"`;
  try {
    const found = await client.query(
      "SELECT to_regnamespace($1) IS NULL AS missing, to_regclass($2) IS NOT NULL AS migrated, current_schema() AS current",
      [schema, table],
    );
    const [{ missing, migrated, current }] = found.rows;
    checkFoundSchema(current, schema);
    if (missing) await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    if (!migrated) return;
    await client.query(
      `UPDATE ${table} SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
    );
  } finally {
    await client.end();
  }
}

/** The engine's own lock, of the connection: see withMigrationLock(). */
const ENGINES_LOCK = "SELECT pg_advisory_lock(";

/**
 * Keeps track of the connections that the engine opens, because it leaves them open, and keeps it from
 * taking a lock of its own.
 *
 * @param {import("@prisma/driver-adapter-utils").SqlMigrationAwareDriverAdapterFactory} driver
 * @returns a function that closes them.
 */
function closing(driver) {
  /** @type {import("@prisma/driver-adapter-utils").SqlDriverAdapter[]} */
  const open = [];
  const connect = driver.connect.bind(driver);
  driver.connect = async () => {
    const connection = await connect();
    open.push(connection);
    const run = connection.queryRaw.bind(connection);
    connection.queryRaw = async (query) =>
      query.sql.startsWith(ENGINES_LOCK)
        ? { columnNames: [], columnTypes: [], rows: [] }
        : run(query);
    const execute = connection.executeRaw.bind(connection);
    connection.executeRaw = async (query) =>
      query.sql.startsWith(ENGINES_LOCK) ? 0 : execute(query);
    const script = connection.executeScript.bind(connection);
    connection.executeScript = async (sql) => {
      if (!sql.startsWith(ENGINES_LOCK)) await script(sql);
    };
    return connection;
  };
  return async () => {
    for (const connection of open) await connection.dispose();
  };
}

/** @param {string} folder */
function listMigrations(folder) {
  const file = (/** @type {string[]} */ ...names) =>
    readFileSync(path.join(folder, ...names), "utf8");
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return {
    baseDir: path.resolve(folder),
    lockfile: { path: "migration_lock.toml", content: file("migration_lock.toml") },
    migrationDirectories: names.sort().map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: /** @type {const} */ ("ok"), value: file(name, "migration.sql") },
      },
    })),
    shadowDbInitScript: "",
  };
}
