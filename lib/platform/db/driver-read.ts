import { hash } from "node:crypto";
import type { Statement } from "better-sqlite3";
import { env } from "@/lib/platform/config/env";
import { singleton } from "@/lib/platform/core/singleton";
import { reading, sqliteHandle } from "./client";
import { isConnectionLost } from "./errors";

/*
 * Reads for every signed-in page use the driver's own prepared statements, because Prisma's findMany costs
 * ten times as much; docs/decisions/004-driver-reads.md has the figures.
 */

/** A time as read: Prisma keeps ISO 8601 text in SQLite; PostgreSQL gives milliseconds since 1970. */
export type Instant = string | number;

/** A column that holds times, for a SELECT, under a name. */
export const instant = (column: string, name: string) =>
  // PostgreSQL's columns hold UTC without a time zone, which the driver would read as local time.
  `${env.postgres ? `(extract(epoch from ${column}) * 1000)::float8` : column} AS "${name}"`;

/** A time as read, in the form that the rest of the code uses. */
export const toDate = (moment: Instant) => new Date(moment);

/**
 * A time to compare a column with, written as Prisma writes it to SQLite; PostgreSQL reads it the same way.
 */
export const asStored = (moment: Date) => moment.toISOString().replace("Z", "+00:00");

/** A list is for PostgreSQL, with `= ANY($1)`. */
type Value = string | number | readonly string[];

/**
 * Runs a prepared SELECT on either database.
 * @param text one of a few fixed texts: each stays prepared on every connection
 * @param values of its parameters $1, $2 …
 */
export async function read<Row extends object>(text: string, values: Value[]): Promise<Row[]> {
  if (!env.postgres) {
    const named = Object.fromEntries(values.map((value, n) => [n + 1, value]));
    return onSqlite<Row>(text).all(named);
  }
  const { pool, pgbouncer } = reading();
  const query = { ...(!pgbouncer && { name: nameOf(text) }), text, values };
  const ask = () => pool.query<Row>(query);
  // An idle connection may have died with its server. Reading again changes nothing.
  const { rows } = await ask().catch((error) => (isConnectionLost(error) ? ask() : fail(error)));
  return rows;
}

function fail(error: unknown): never {
  throw error;
}

function onSqlite<Row>(text: string): Statement<[object], Row> {
  const statements = singleton("db.statements", () => new Map<string, Statement<[object], Row>>());
  const known = statements.get(text);
  if (known) return known;
  const statement = sqliteHandle().prepare<[object], Row>(text);
  statements.set(text, statement);
  return statement;
}

/**
 * The name under which a server's connection keeps a prepared statement. It is derived from the text:
 * behind a pooler another process may have prepared a statement of that name, and it must be the same one.
 */
function nameOf(text: string): string {
  const names = singleton("db.statement-names", () => new Map<string, string>());
  const name = names.get(text) ?? `read-${hash("sha256", text).slice(0, 16)}`;
  names.set(text, name);
  return name;
}
