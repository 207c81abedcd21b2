import { Client, DatabaseError } from "pg";
import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";
import { MoveError } from "./move-error";
import type { Row } from "./rows";
import { type Column, quoted, type Table } from "./tables";

const CONNECT_TIMEOUT_MS = 5000;

/** Any number that nothing else locks in the same database. */
const LOCK = 4_019_195_101;
/** After kill -9 the server still finishes the statement it is running. */
const LOCK_TIMEOUT = "10s";
const LOCK_NOT_AVAILABLE = "55P03";

/** How many rows are read at a time. */
const FETCHED = 2000;

/**
 * Connects, and makes sure that no other process is moving anything there.
 * @param url `postgres://…`
 * @throws MoveError, without the password
 */
export async function openTarget(url: string): Promise<Client> {
  const target = new Client({
    connectionString: url,
    application_name: `${APPLICATION_NAME} db:move`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // The pending query rejects anyway; without a listener the event would end the process.
  target.on("error", () => {});
  try {
    await target.connect();
  } catch (error) {
    throw new MoveError(`PostgreSQL at ${new URL(url).host} cannot be used: ${reasonOf(error)}`);
  }
  await target.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  try {
    await target.query("SELECT pg_advisory_lock($1)", [LOCK]);
  } catch (error) {
    await target.end();
    if (!(error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE)) throw error;
    throw new MoveError("Another db:move is at work on this database: let it end");
  }
  await target.query("RESET lock_timeout");
  return target;
}

/** A driver's error in one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node collects one error for each address of a host; the collection itself has no message.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return String(first?.message || first?.code || error.name).split("\n")[0] ?? "";
}

/** @param table the name of any table, ours or not */
export async function hasRows(target: Client, table: string): Promise<boolean> {
  const { rows } = await target.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
  return rows.length > 0;
}

/** How many rows a table has; reads all of them. */
export async function countRows(target: Client, { name }: Table): Promise<number> {
  const { rows } = await target.query(`SELECT count(*)::float8 AS count FROM ${quoted(name)}`);
  return rows[0].count;
}

/** Inserts rows, given as JSON, by one statement in which PostgreSQL converts the types. */
export async function insertRows(target: Client, table: Table, lines: string[]): Promise<void> {
  const columns = table.columns.map(({ name }) => quoted(name)).join(", ");
  await target.query({
    name: `insert ${table.name}`,
    text: `INSERT INTO ${quoted(table.name)} (${columns})
      SELECT ${columns} FROM json_populate_recordset(NULL::${quoted(table.name)}, $1)`,
    values: [`[${lines.join(",")}]`],
  });
}

/** Reads all rows, with a few thousand in memory at a time. Only inside a transaction. */
export async function* rowsOf(target: Client, table: Table): AsyncGenerator<Row> {
  const columns = table.columns.map(canonical).join(", ");
  await target.query(`DECLARE "reading" CURSOR FOR SELECT ${columns} FROM ${quoted(table.name)}`);
  for (;;) {
    const { rows } = await target.query<Row>(`FETCH ${FETCHED} FROM "reading"`);
    if (rows.length === 0) break;
    yield* rows;
  }
  await target.query('CLOSE "reading"');
}

/** Reads times as text: the driver would interpret them in this machine's time zone. */
function canonical({ name, kind }: Column): string {
  if (kind !== "time") return quoted(name);
  return `to_char(${quoted(name)}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${quoted(name)}`;
}
