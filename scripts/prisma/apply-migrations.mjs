import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { configuredDatabase } from "./database.mjs";
import { adapterFor } from "./engine/adapters.mjs";
import { describeError } from "./engine/errors.mjs";
import { loadSchemaEngine } from "./engine/load.mjs";

/**
 * Applies the pending migrations to the configured database. It asks of the schema engine the one
 * thing that `prisma migrate deploy` asks of it, without the 40 MB of that command. Safe from
 * several processes at once: the engine takes a lock first, and keeps it until this process ends.
 *
 * @returns {Promise<string[]>} the names of those applied.
 * @throws Error when a migration fails or the database cannot be reached.
 */
export async function applyMigrations() {
  const { url, migrations } = configuredDatabase();
  try {
    const SchemaEngine = await loadSchemaEngine((message) => {
      throw new Error(message);
    });
    const adapter = bindMigrationAwareSqlAdapterFactory(adapterFor(url));
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: listMigrations(migrations),
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    throw new Error(describeError(error).message, { cause: error });
  }
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
