import { parseDatabaseUrl } from "../../lib/platform/config/database-url.mjs";
import { sqliteFile } from "../../lib/platform/config/shared.mjs";

/**
 * The database to migrate: what MIGRATE_DATABASE_URL, DATABASE_URL or DATA_DIR names.
 *
 * @param {Record<string, string | undefined>} [env]
 * @returns its URL, `file:…` for SQLite; those of all its servers, where PostgreSQL has several; the
 * schema of its tables; the folder of its migrations.
 * @throws Error that names the variable and what is wrong with it.
 */
export function configuredDatabase(env = process.env) {
  const name = env.MIGRATE_DATABASE_URL ? "MIGRATE_DATABASE_URL" : "DATABASE_URL";
  const url = env.DATABASE_URL && env[name];
  if (!url) {
    const file = `file:${sqliteFile(env.DATA_DIR)}`;
    return {
      ...{ url: file, servers: [file], schema: "main" },
      migrations: "prisma/migrations/sqlite",
    };
  }
  try {
    const { servers, schema } = parseDatabaseUrl(url);
    return {
      ...{ url: servers[0] ?? url, servers, schema },
      migrations: "prisma/migrations/postgresql",
    };
  } catch (error) {
    throw new Error(`${name} ${/** @type {Error} */ (error).message}`);
  }
}
