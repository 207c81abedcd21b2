import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { MoveError } from "./move-error";
import { fromSqlite, type Row } from "./rows";
import { MIGRATIONS, quoted, type Table } from "./tables";

/** The SQLite file, locked so that no other process can read or write it. */
export type Source = {
  /** Identifies this file: Prisma gave its first migration a random identifier. */
  readonly id: string;
  /** The names of the migrations that were applied to it. */
  readonly migrations: readonly string[];
  readonly tables: readonly string[];
  count(table: Table): number;
  /** How many rows all tables have together. */
  total(tables: readonly Table[]): number;
  /** All rows in the order of the key, or those after a key. */
  rows(table: Table, after?: readonly unknown[]): IterableIterator<Row>;
  close(): void;
};

/** How long an app that is ending may still have the file open. */
const PATIENCE_MS = 2000;

/**
 * Opens the SQLite file for this process alone, until it is closed. No app can write rows that would
 * then be lost, not even one that is started during the move.
 * @throws MoveError when there is no file, or another process has it open
 */
export function openSource(file: string): Source {
  if (!existsSync(file)) {
    throw new MoveError(`There is no SQLite file at ${file}: DATA_DIR says in which folder it is`);
  }
  const database = new Database(file, { timeout: PATIENCE_MS });
  try {
    // In WAL mode, which the app uses, every process that has the file open prevents the lock.
    database.pragma("locking_mode = EXCLUSIVE");
    database.exec("BEGIN EXCLUSIVE");
    return sourceOn(database);
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new MoveError(
      `Something has ${file} open: stop the app, and whatever else reads the file, then run this again`,
    );
  }
}

function sourceOn(database: Database.Database): Source {
  const names = (sql: string) => database.prepare<[], string>(sql).pluck().all();
  const tables = names(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'",
  );
  const applied = (column: string) =>
    tables.includes(MIGRATIONS)
      ? names(
          `SELECT ${column} FROM ${quoted(MIGRATIONS)}
           WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
        )
      : [];
  const count = ({ name }: Table) =>
    database
      .prepare<[], number>(`SELECT count(*) FROM ${quoted(name)}`)
      .pluck()
      .get() ?? 0;
  return {
    id: applied("id")[0] ?? "",
    migrations: applied("migration_name"),
    tables: tables.filter((name) => name !== MIGRATIONS),
    count,
    total: (tables) => tables.reduce((sum, table) => sum + count(table), 0),
    rows: (table, after = []) => rowsOf(database, table, after),
    close: () => database.close(),
  };
}

function* rowsOf(
  database: Database.Database,
  table: Table,
  after: readonly unknown[],
): IterableIterator<Row> {
  const columns = table.columns.map(({ name }) => quoted(name)).join(", ");
  const key = table.key.map(quoted).join(", ");
  const where = after.length > 0 ? `WHERE (${key}) > (${after.map(() => "?").join(", ")})` : "";
  const canonical = fromSqlite(table);
  const statement = database.prepare<unknown[], Row>(
    `SELECT ${columns} FROM ${quoted(table.name)} ${where} ORDER BY ${key}`,
  );
  for (const row of statement.iterate(...after)) yield canonical(row);
}

const isBusy = (error: unknown) =>
  error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
