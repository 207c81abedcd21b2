import { pathToFileURL } from "node:url";
import { runPrisma } from "./cli.mjs";

/**
 * Applies the pending migrations to the configured database. Safe from several
 * processes at once: the engine takes a lock first.
 *
 * @param {Record<string, string>} [env] names another database.
 * @throws Error when a migration fails or the database cannot be reached.
 */
export function applyMigrations(env) {
  return runPrisma(["migrate", "deploy"], env);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.stdout.write(applyMigrations());
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
    process.exitCode = 1;
  }
}
