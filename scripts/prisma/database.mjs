import { sqliteFile } from "../../lib/platform/config/shared.mjs";

/**
 * The database that DATABASE_URL or DATA_DIR names.
 *
 * @param {Record<string, string | undefined>} [env]
 * @returns its URL, `file:…` for SQLite, and the folder of its migrations.
 */
export function configuredDatabase(env = process.env) {
  const { DATABASE_URL } = env;
  return DATABASE_URL
    ? { url: DATABASE_URL, migrations: "prisma/migrations/postgresql" }
    : {
        url: `file:${sqliteFile(env.DATA_DIR)}`,
        migrations: "prisma/migrations/sqlite",
      };
}
