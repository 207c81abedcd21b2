import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { makePrivate } from "@/lib/platform/config/sqlite-file.mjs";

/* Password records and addresses are for nobody else on the machine, whoever made the folder. */

let folder: string;
let umask: number;

beforeEach(() => {
  // What most systems have, and a folder that somebody made by hand.
  umask = process.umask(0o022);
  folder = mkdtempSync(join(tmpdir(), "latchkey-"));
  chmodSync(folder, 0o755);
});

afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true });
});

const modes = (file: string) =>
  ["", "-wal", "-shm"].map((end) => (statSync(file + end).mode & 0o777).toString(8));

/** Opens a database as the app does, and writes to it. */
function write(file: string): Database.Database {
  const database = new Database(file);
  database.pragma("journal_mode = WAL");
  database.exec("CREATE TABLE IF NOT EXISTS one (id TEXT); INSERT INTO one VALUES ('x')");
  return database;
}

test("a new file and SQLite's files beside it are readable by their owner only", () => {
  const file = join(folder, "latchkey.db");
  makePrivate(file);
  const database = write(file);
  expect(modes(file)).toEqual(["600", "600", "600"]);
  database.close();
});

test("so are those that an earlier version left readable for everybody", () => {
  const file = join(folder, "latchkey.db");
  const database = write(file);
  expect(modes(file)).toEqual(["644", "644", "644"]);
  makePrivate(file);
  expect(modes(file)).toEqual(["600", "600", "600"]);
  database.close();
});

test("a missing folder is created for its owner only", () => {
  const file = join(folder, "data", "latchkey.db");
  makePrivate(file);
  expect((statSync(join(folder, "data")).mode & 0o777).toString(8)).toBe("700");
  writeFileSync(file, "", { flag: "a" });
  expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
});
