import type { Client } from "pg";
import { PROGRESS, quoted, type Table } from "./tables";

/*
 * How far an unfinished copy came, in a table of the target itself: written in the transaction of
 * each batch, it is right whenever the process or the server ends. A finished copy has none.
 */

/** How far one table came. */
export type Reached = { readonly rows: number; readonly lastKey: readonly unknown[] };

export type Progress = {
  /** The `id` of the source. */
  readonly source: string;
  /** By name of the table; those not begun are missing. */
  readonly tables: ReadonlyMap<string, Reached>;
};

const NAME = quoted(PROGRESS);

/** @returns what an unfinished copy has left, or null */
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

/** Before the first batch; again, it changes nothing. */
export async function startProgress(target: Client): Promise<void> {
  await target.query(`CREATE TABLE IF NOT EXISTS ${NAME} (
    "table" TEXT PRIMARY KEY, "source" TEXT NOT NULL, "rows" BIGINT NOT NULL, "lastKey" JSON NOT NULL
  )`);
}

/** Inside the transaction that adds the rows. */
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

/** Once the copy is proven. */
export async function endProgress(target: Client): Promise<void> {
  await target.query(`DROP TABLE IF EXISTS ${NAME}`);
}
