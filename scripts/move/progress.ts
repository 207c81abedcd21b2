import type { Client } from "pg";
import { PROGRESS, quoted, type Table } from "./tables";

/*
 * The progress of an unfinished copy is kept in a table of the target itself. It is written in the
 * transaction of each batch, so it is right whenever the process or the server ends. A finished copy has
 * no such table.
 */

/** The progress of one table. */
export type Reached = { readonly rows: number; readonly lastKey: readonly unknown[] };

export type Progress = {
  /** The `id` of the source. */
  readonly source: string;
  /** By name of the table; tables not begun are missing. */
  readonly tables: ReadonlyMap<string, Reached>;
};

const NAME = quoted(PROGRESS);

/** @returns the progress of an unfinished copy, or null */
export async function readProgress(target: Client): Promise<Progress | null> {
  const { rows: exists } = await target.query("SELECT to_regclass($1) AS found", [NAME]);
  if (exists[0].found === null) return null;
  const { rows } = await target.query(
    `SELECT "source", "table", "rows"::float8, "lastKey" FROM ${NAME}`,
  );
  const [first] = rows;
  if (!first) return null;
  const tables = rows.map((row): [string, Reached] => [row.table, row]);
  return { source: first.source, tables: new Map(tables) };
}

/** Creates the table. Call it before the first batch; calling it again changes nothing. */
export async function startProgress(target: Client): Promise<void> {
  await target.query(`CREATE TABLE IF NOT EXISTS ${NAME} (
    "table" TEXT PRIMARY KEY, "source" TEXT NOT NULL, "rows" BIGINT NOT NULL, "lastKey" JSON NOT NULL
  )`);
}

/** Records the progress. Call it inside the transaction that inserts the rows. */
export async function saveProgress(
  target: Client,
  source: string,
  table: Table,
  { rows, lastKey }: Reached,
): Promise<void> {
  await target.query(
    `INSERT INTO ${NAME} ("table", "source", "rows", "lastKey") VALUES ($1, $2, $3, $4)
     ON CONFLICT ("table") DO UPDATE SET "rows" = $3, "lastKey" = $4`,
    [table.name, source, rows, JSON.stringify(lastKey)],
  );
}

/** Drops the table. Call it once the copy is proven. */
export async function endProgress(target: Client): Promise<void> {
  await target.query(`DROP TABLE IF EXISTS ${NAME}`);
}
