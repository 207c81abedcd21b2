import { type Client, DatabaseError } from "pg";
import { knownMigrations } from "@/lib/db/known-migrations";
import { applyMigrations } from "../prisma/migrate.mjs";
import { step } from "../start/tell.mjs";
import { type Comparison, compareTables, isSame } from "./compare";
import { copyTable } from "./copy";
import { startMeter } from "./meter";
import { MoveError } from "./move-error";
import { endProgress, type Progress, readProgress, startProgress } from "./progress";
import { openSource, type Source } from "./source";
import { MIGRATIONS, PROGRESS, quoted, type Table, tableNames, tablesToCopy } from "./tables";
import { countRows, hasRows, migrationsOf, openTarget, reasonOf } from "./target";

const START_ANEW = "make the database anew and run this again";
/** Integrity constraints: 23505 unique, 23503 foreign key … */
const CONSTRAINT = /^23/;

/**
 * Copies everything from an SQLite file into an empty PostgreSQL database, or goes on with a copy
 * that was broken off, and proves that both hold the same.
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

function expectMigrated({ migrations }: Source): void {
  const known = knownMigrations("sqlite");
  const pending = known.filter((name) => !migrations.includes(name));
  if (pending.length > 0) {
    throw new MoveError(
      `The SQLite file lacks migrations: ${pending.join(", ")}. Run: npm run db:migrate`,
    );
  }
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    throw new MoveError(
      `The SQLite file is of a newer version, with ${newer.join(", ")}: use that`,
    );
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

  if ((await pendingIn(target)).length > 0) {
    applyMigrations({ DATABASE_URL: url });
    step("Migrated the empty database");
  }
  const tables = await tablesToCopy(target);
  tellLeftOut(source, tables);
  await startProgress(target);
  await copyAll(target, source, tables, progress);
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

async function pendingIn(target: Client): Promise<string[]> {
  const applied = await migrationsOf(target);
  return knownMigrations("postgresql").filter((name) => !applied.includes(name));
}

/** A database that is not empty is left as it is; it may be what an earlier run has finished. */
async function expectCopy(target: Client, source: Source, used: string): Promise<void> {
  const refusal = new MoveError(
    `The database is not empty: ${used} has rows, which are no copy of the SQLite file. Give an empty one`,
  );
  if ((await pendingIn(target)).length > 0) throw refusal;
  const tables = await tablesToCopy(target);
  for (const table of tables) {
    if ((await countRows(target, table)) !== source.count(table)) throw refusal;
  }
  step("This database has as many rows as the SQLite file. Comparing them");
  const comparisons = await compare(target, source, tables);
  const other = comparisons.find((comparison) => !isSame(comparison));
  if (other) {
    throw new MoveError(`The database is no copy of the SQLite file: ${difference(other)}`);
  }
  step("The copy is complete: there is nothing left to do");
}

function tellLeftOut(source: Source, tables: Table[]): void {
  const copied = tables.map(({ name }) => name);
  const left = source.tables.filter((name) => !copied.includes(name));
  if (left.length > 0) step(`Left out, for the app has no such table: ${left.join(", ")}`);
}

async function copyAll(
  target: Client,
  source: Source,
  tables: Table[],
  progress: Progress | null,
): Promise<void> {
  const reached = (table: Table) => progress?.tables.get(table.name) ?? { rows: 0, lastKey: [] };
  const total = sum(tables.map(source.count));
  const earlier = sum(tables.map((table) => reached(table).rows));
  if (earlier > 0) step(`Going on with the copy that was broken off after ${earlier} rows`);
  const meter = startMeter("Copying  ", total, earlier);
  try {
    for (const table of tables) await copyTable(source, target, table, reached(table), meter);
  } catch (error) {
    meter.stop();
    throw error instanceof MoveError ? error : broken(error);
  }
  meter.stop();
  await target.query(`ANALYZE ${tables.map(({ name }) => quoted(name)).join(", ")}`);
  const comparisons = await compare(target, source, tables);
  const other = comparisons.find((comparison) => !isSame(comparison));
  if (other) {
    throw new MoveError(
      `The copy is not what the SQLite file holds now: ${difference(other)}. Keep every app stopped, ${START_ANEW}`,
    );
  }
}

function broken(error: unknown): MoveError {
  const reason = reasonOf(error);
  return error instanceof DatabaseError && CONSTRAINT.test(error.code ?? "")
    ? new MoveError(
        `The SQLite file was written to after the copy began: ${reason}. Keep every app stopped, ${START_ANEW}`,
      )
    : new MoveError(`${reason}. Run this again: it goes on where it stopped`);
}

async function compare(target: Client, source: Source, tables: Table[]): Promise<Comparison[]> {
  // Each row is read on both sides.
  const meter = startMeter("Comparing", 2 * sum(tables.map(source.count)));
  try {
    return await compareTables(source, target, tables, meter);
  } finally {
    meter.stop();
  }
}

function difference({ table, here, there }: Comparison): string {
  return here.rows === there.rows
    ? `${table.name} has other values`
    : `${table.name} has ${there.rows} rows instead of ${here.rows}`;
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
