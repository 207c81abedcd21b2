import type { Client } from "pg";
import { type Digest, digestOf } from "./checksum";
import type { Meter } from "./meter";
import type { Source } from "./source";
import type { Table } from "./tables";
import { rowsOf } from "./target";

/** A table as each side holds it. */
export type Comparison = { readonly table: Table; readonly here: Digest; readonly there: Digest };

export const isSame = ({ here, there }: Comparison): boolean =>
  here.rows === there.rows && here.checksum === there.checksum;

/** Reads every row of both databases back. */
export async function compareTables(
  source: Source,
  target: Client,
  tables: readonly Table[],
  meter: Meter,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  await target.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  for (const table of tables) {
    const here = await digestOf(source.rows(table), meter);
    const there = await digestOf(rowsOf(target, table), meter);
    comparisons.push({ table, here, there });
  }
  await target.query("COMMIT");
  return comparisons;
}
