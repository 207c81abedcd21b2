import Database from "better-sqlite3";

const BATCH = 100_000;

/** Fills the tables of an SQLite file with one prepared statement each, in large transactions. */
export function openSqlite(file) {
  const db = new Database(file, { fileMustExist: true });
  // Without safety against a power failure: the seeding would simply start again.
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  db.pragma("cache_size = -1000000");
  db.pragma("temp_store = FILE");
  db.pragma("foreign_keys = OFF");
  const indexes = db
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    .all();
  return {
    isEmpty: async () => db.prepare('SELECT 1 FROM "User" LIMIT 1').get() === undefined,
    /** Indexes are created again at the end: that sorts once instead of row by row. */
    async begin() {
      for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
    },
    async fill({ name, columns, rows }, progress) {
      const names = columns.map((column) => `"${column}"`).join(", ");
      const insert = db.prepare(
        `INSERT INTO "${name}" (${names}) VALUES (${columns.map(() => "?").join(", ")})`,
      );
      let done = 0;
      db.exec("BEGIN");
      for (const row of rows()) {
        insert.run(row);
        if (++done % BATCH === 0) db.exec("COMMIT; BEGIN");
        if (done % 1000 === 0) progress.at(done);
      }
      db.exec("COMMIT");
    },
    async finish(progress) {
      for (const [done, { sql }] of indexes.entries()) {
        progress.at(done);
        db.exec(sql);
      }
      // No ANALYZE: the app never runs it, and its plans must be good without.
      db.pragma("journal_mode = WAL");
      db.close();
    },
    steps: indexes.length,
  };
}
