import { closeSync, existsSync, fsyncSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import { sqliteFile } from "../../lib/platform/config/shared.mjs";

/**
 * Copies the SQLite file as it is at one moment. One statement reads it in one transaction, so writers go on.
 * SQLite's backup API would begin again with each write of another process, and under load never end.
 * Source: https://sqlite.org/lang_vacuum.html#vacuuminto
 *
 * @param {string | undefined} dataDir DATA_DIR, if set.
 * @param {string} to a file that is not there yet.
 * @throws Error when there is no database, or the copy is not sound.
 */
export function backUpSqlite(dataDir, to) {
  const from = sqliteFile(dataDir);
  if (!existsSync(from)) throw new Error(`there is no ${from}`);
  run(from, (database) => database.prepare("VACUUM INTO ?").run(to));
  run(to, (database) => {
    const found = database.pragma("integrity_check", { simple: true });
    if (found !== "ok") throw new Error(`the copy is not sound: ${found}`);
  });
  // It is only a backup once it is on the disk.
  const file = openSync(to, "r+");
  fsyncSync(file);
  closeSync(file);
}

/** @param {string} file @param {(database: import("better-sqlite3").Database) => void} work */
function run(file, work) {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    work(database);
  } finally {
    database.close();
  }
}
