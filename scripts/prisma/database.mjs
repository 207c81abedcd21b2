import path from "node:path";

/**
 * The database that DATABASE_URL or DATA_DIR names.
 *
 * @returns its URL, `file:…` for SQLite, and the folder of its migrations.
 */
export function configuredDatabase() {
  const { DATABASE_URL, DATA_DIR } = process.env;
  return DATABASE_URL
    ? { url: DATABASE_URL, migrations: "prisma/migrations/postgresql" }
    : {
        url: `file:${path.join(DATA_DIR || ".data", "latchkey.db")}`,
        migrations: "prisma/migrations/sqlite",
      };
}
