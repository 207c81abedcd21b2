// npm run backup [-- FOLDER]: writes a whole copy of the database to a file that only its owner can read.
// The app can keep running.

import { mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { backUpPostgres } from "./backup/postgres.mjs";
import { backUpSqlite } from "./backup/sqlite.mjs";
import { loadEnv } from "./load-env.mjs";
import { fail, step } from "./start/tell.mjs";

// Password records and addresses are in it: SQLite and pg_dump make their files by this.
process.umask(0o077);
Object.assign(process.env, { NODE_ENV: "production" });

/** @type {string | undefined} */
let unfinished;

try {
  loadEnv();
  const { DATA_DIR, DATABASE_URL } = process.env;
  // Not through a pooler, which may give each statement of a copy another connection.
  const url = process.env.MIGRATE_DATABASE_URL || DATABASE_URL;
  const folder = process.argv[2] ?? path.join(DATA_DIR || ".data", "backups");
  mkdirSync(folder, { recursive: true });
  const time = new Date().toISOString().replace(/[:.]/g, "-");
  const file = path.join(folder, `${time}.${DATABASE_URL ? "dump" : "db"}`);
  // Under another name until it is whole.
  unfinished = `${file}.part`;
  if (DATABASE_URL && url) backUpPostgres(url, unfinished);
  else backUpSqlite(DATA_DIR, unfinished);
  renameSync(unfinished, file);
  step(`Wrote ${file} (${Math.ceil(statSync(file).size / 1024)} kB)`);
  step("NEXTAUTH_SECRET and PASSWORD_PEPPER are not in it: without them it is of no use");
} catch (error) {
  if (unfinished) rmSync(unfinished, { force: true });
  fail(error, "back up");
}
