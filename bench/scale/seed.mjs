import { progressBar } from "../lib/progress.mjs";
import { tables } from "./rows.mjs";
import { openSqlite } from "./sqlite.mjs";

/**
 * Fills a migrated database. PostgreSQL then collects its statistics (VACUUM ANALYZE), as it would do
 * itself after some time; SQLite does so only on request, and the app never requests it.
 * @param to an SQLite file or a postgres:// URL
 * @param wanted see rows.mjs
 * @throws when there are users already
 */
export async function seed(to, wanted) {
  const database = /^postgres(ql)?:/.test(to) ? await postgresql(to) : openSqlite(to);
  if (!(await database.isEmpty())) throw new Error("The database has users already");
  await database.begin();
  for (const table of tables(wanted)) {
    const progress = progressBar(table.name, table.count);
    await database.fill(table, progress);
    progress.end();
  }
  const progress = progressBar("indexes", database.steps);
  await database.finish(progress);
  progress.end();
}

/** Loaded when it is used: it needs a package of bench/, and Lighthouse has packages of its own. */
const postgresql = async (to) => (await import("./postgresql.mjs")).openPostgresql(to);
