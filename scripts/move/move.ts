import { type Client, DatabaseError } from "pg";
import { isDatabaseUnavailable } from "@/lib/platform/db/errors";
import { applyMigrations } from "../prisma/apply-migrations.mjs";
import { configuredDatabase } from "../prisma/database.mjs";
import { step } from "../start/tell.mjs";
import { findDifference } from "./compare";
import { copyTable } from "./copy";
import { counted, startMeter } from "./meter";
import { expectMigrated, isMigrated } from "./migrations";
import { MoveError } from "./move-error";
import { endProgress, type Progress, readProgress, startProgress } from "./progress";
import { openSource, type Source } from "./source";
import {
  MIGRATIONS,
  NOT_MOVED,
  PROGRESS,
  quoted,
  type Table,
  tableNames,
  tablesToCopy,
} from "./tables";
import { countRows, hasRows, openTarget, reasonOf } from "./target";

const START_ANEW = "create the database again and repeat this command";
/** Integrity constraints: 23505 unique, 23503 foreign key … */
const CONSTRAINT = /^23/;

/**
 * Copies everything from an SQLite file into an empty PostgreSQL database, or resumes an interrupted
 * copy, and proves that both hold the same.
 * @param file of a stopped app
 * @param url `postgres://…`
 * @throws MoveError in one line, without the URL's password
 */
export async function move(file: string, url: string): Promise<void> {
  const source = openSource(file);
  try {
    expectMigrated(source);
    const target = await openTarget(url);
    try {
      await moveInto(target, url, source);
    } finally {
      await target.end();
    }
  } finally {
    source.close();
  }
}

async function moveInto(target: Client, url: string, source: Source): Promise<void> {
  const names = await tableNames(target);
  if (names.length > 0 && !names.includes(MIGRATIONS)) {
    throw new MoveError("The database holds tables of something else: give an empty one");
  }
  const progress = await readProgress(target);
  if (progress && progress.source !== source.id) {
    throw new MoveError(
      `The database holds the unfinished copy of another SQLite file: ${START_ANEW}`,
    );
  }
  const used = progress ? null : await firstUsed(target, names);
  if (used) return expectCopy(target, source, used);

  if (!(await isMigrated(target))) {
    await applyMigrations(configuredDatabase({ DATABASE_URL: url }));
    step("Migrated the empty database");
  }
  const tables = await tablesToCopy(target);
  reportLeftOut(source, tables);
  await startProgress(target);
  try {
    await copyAll(target, source, tables, progress);
    await expectSame(target, source, tables);
  } catch (error) {
    throw error instanceof MoveError ? error : new MoveError(adviceOn(error));
  }
  await endProgress(target);
}

/** @returns the first table with a row in it, or null */
async function firstUsed(target: Client, names: string[]): Promise<string | null> {
  for (const name of names) {
    if (name === MIGRATIONS || name === PROGRESS) continue;
    if (await hasRows(target, name)) return name;
  }
  return null;
}

/** Leaves a database that has rows unchanged; it may be the finished copy of an earlier run. */
async function expectCopy(target: Client, source: Source, used: string): Promise<void> {
  const refusal = new MoveError(`The database is not empty, ${used} has rows: give an empty one`);
  if (!(await isMigrated(target))) throw refusal;
  const tables = await tablesToCopy(target);
  for (const table of tables) {
    if ((await countRows(target, table)) !== source.count(table)) throw refusal;
  }
  const difference = await findDifference(source, target, tables);
  if (difference !== null) {
    throw new MoveError(
      `The database is not empty, and no copy of the SQLite file: ${difference}. Give an empty one`,
    );
  }
  step("The copy is complete: nothing was left to do");
}

function reportLeftOut(source: Source, tables: Table[]): void {
  const known = [...tables.map(({ name }) => name), ...NOT_MOVED];
  const left = source.tables.filter((name) => !known.includes(name));
  if (left.length > 0) step(`Left out, for the app has no such table: ${left.join(", ")}`);
}

async function copyAll(
  target: Client,
  source: Source,
  tables: Table[],
  progress: Progress | null,
): Promise<void> {
  const reached = (table: Table) => progress?.tables.get(table.name) ?? { rows: 0, lastKey: [] };
  const earlier = tables.reduce((sum, table) => sum + reached(table).rows, 0);
  if (earlier > 0) step(`Going on with a copy that was broken off after ${counted(earlier)} rows`);
  const meter = startMeter("Copying", source.total(tables), earlier);
  try {
    for (const table of tables) await copyTable(source, target, table, reached(table), meter);
  } finally {
    meter.stop();
  }
  // PostgreSQL plans its queries by these statistics, and would collect them some time later itself.
  await target.query(`ANALYZE ${tables.map(({ name }) => quoted(name)).join(", ")}`);
}

async function expectSame(target: Client, source: Source, tables: Table[]): Promise<void> {
  const difference = await findDifference(source, target, tables);
  if (difference !== null) {
    throw new MoveError(
      `The copy differs from the SQLite file: ${difference}. One of them was written to meanwhile: keep the app stopped, ${START_ANEW}`,
    );
  }
}

function adviceOn(error: unknown): string {
  const reason = reasonOf(error);
  if (isDatabaseUnavailable(error)) return `${reason}. Run this again: it goes on where it stopped`;
  return error instanceof DatabaseError && CONSTRAINT.test(error.code ?? "")
    ? `The SQLite file was written to since the copy began: ${reason}. Keep the app stopped, ${START_ANEW}`
    : reason;
}
