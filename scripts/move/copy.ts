import type { Client } from "pg";
import type { Meter } from "./meter";
import { type Reached, saveProgress } from "./progress";
import type { Row } from "./rows";
import type { Source } from "./source";
import type { Table } from "./tables";
import { insertRows } from "./target";

/** A batch ends with whichever comes first. */
const BATCH_ROWS = 5000;
const BATCH_CHARACTERS = 4_000_000;

type Batch = { lines: string[]; last: Row };

/** Copies a table in batches, in the order of its key, from where an earlier run stopped. */
export async function copyTable(
  source: Source,
  target: Client,
  table: Table,
  { rows, lastKey }: Reached,
  meter: Meter,
): Promise<void> {
  let copied = rows;
  for (const { lines, last } of batches(source.rows(table, lastKey))) {
    copied += lines.length;
    await target.query("BEGIN");
    await insertRows(target, table, lines);
    const reached = { rows: copied, lastKey: table.key.map((column) => last[column]) };
    await saveProgress(target, source.id, table, reached);
    await target.query("COMMIT");
    meter.add(lines.length);
  }
}

function* batches(rows: Iterable<Row>): Generator<Batch> {
  let lines: string[] = [];
  let characters = 0;
  let last: Row = {};
  for (const row of rows) {
    const line = JSON.stringify(row);
    lines.push(line);
    characters += line.length;
    last = row;
    if (lines.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
    yield { lines, last };
    lines = [];
    characters = 0;
  }
  if (lines.length > 0) yield { lines, last };
}
