import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { configuredDatabase } from "./database.mjs";
import { adapterFor } from "./engine/adapters.mjs";
import { describeError } from "./engine/errors.mjs";
import { loadSchemaEngine } from "./engine/load.mjs";

/**
 * Applies the pending migrations to a database. It makes the one call to the schema engine that `prisma
 * migrate deploy` makes, without the 40 MB of that command. Several processes may do it at once: the
 * engine takes a lock first.
 *
 * @param {ReturnType<typeof configuredDatabase>} [database]
 * @returns {Promise<string[]>} the names of the migrations it applied.
 * @throws Error when a migration fails or the database cannot be reached.
 */
export async function applyMigrations({ url, migrations } = configuredDatabase()) {
  const driver = adapterFor(url);
  const close = closing(driver);
  try {
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
 * Keeps track of the connections that the engine opens: it leaves them open, and with them its lock.
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
