import type { Client } from "pg";
import { step } from "../start/tell.mjs";
import { type Digest, digestOf } from "./checksum";
import { counted, type Meter, startMeter } from "./meter";
import type { Source } from "./source";
import type { Table } from "./tables";
import { rowsOf } from "./target";

/**
 * Reads every row of both databases back and compares their tables.
 * @returns how the first table differs, in words; null when none does
 */
export async function findDifference(
  source: Source,
  target: Client,
  tables: readonly Table[],
): Promise<string | null> {
  const same: [Table, Digest][] = [];
  const meter = startMeter("Comparing", source.total(tables));
  try {
    // One snapshot of the whole database; a cursor needs a transaction anyway.
    await target.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    for (const table of tables) {
      const { here, there } = await digestsOf(source, target, table, meter);
      if (here.rows !== there.rows) {
        return `${table.name} has ${counted(there.rows)} rows instead of ${counted(here.rows)}`;
      }
      if (here.checksum !== there.checksum) return `${table.name} has other values`;
      same.push([table, here]);
    }
    await target.query("COMMIT");
  } finally {
    meter.stop();
  }
  step("Both hold the same, by count and checksum of each table:");
  for (const [{ name }, digest] of same) tell(name, digest);
  return null;
}

async function digestsOf(source: Source, target: Client, table: Table, meter: Meter) {
  // Each row is read twice.
  const half = () => meter.add(0.5);
  return {
    here: await digestOf(source.rows(table), half),
    there: await digestOf(rowsOf(target, table), half),
  };
}

function tell(name: string, { rows, checksum }: Digest): void {
  step(`  ${name.padEnd(16)} ${counted(rows).padStart(12)} rows  ${checksum.slice(0, 16)}`);
}
