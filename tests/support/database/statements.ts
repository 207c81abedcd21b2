import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { env } from "@/lib/platform/config/env";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";

/*
 * The statements that the app sends to its database, and the database's plans for them. This listens to the
 * drivers, not to Prisma: some statements do not go through it.
 */

/** A statement with its values; in SQLite they are part of the text. */
export type Statement = { text: string; values: unknown[] };

let sent: Statement[] = [];

/** SQLite's driver, which reports what it runs. Give it to jest.mock("better-sqlite3"). */
export function listeningSqlite(Driver: typeof Database): unknown {
  return class extends Driver {
    constructor(file?: string, options?: Database.Options) {
      const verbose = (text: unknown) => sent.push({ text: String(text), values: [] });
      super(file, { ...options, verbose });
    }
  };
}

/** Listens to PostgreSQL's driver from now on. */
export function listenToPostgres(): void {
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  pg.Client.prototype.query = function listening(this: pg.Client, ...given: unknown[]) {
    const [first, second] = given;
    const config = typeof first === "string" ? { text: first, values: second } : first;
    const { text, values } = config as { text: string; values?: unknown };
    sent.push({ text, values: Array.isArray(values) ? values : [] });
    return query.apply(this, given);
  } as typeof pg.Client.prototype.query;
}

/** Runs `work`. @returns the text of all that it sent, settings and the ends of transactions too */
export async function everythingSentBy(work: () => unknown): Promise<string[]> {
  sent = [];
  await work();
  return sent.map(({ text }) => text);
}

/** Runs `work`. @returns the reads and writes that it sent */
export async function statementsOf(work: () => unknown): Promise<Statement[]> {
  await everythingSentBy(work);
  return sent.filter(({ text }) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text));
}

/** Steps of a statement's plan that scan a whole table, in the database's words. */
export async function fullScans(statement: Statement): Promise<string[]> {
  if (isEmpty(statement.text)) return [];
  return env.postgres ? scansOfPostgres(statement) : scansOfSqlite(statement.text);
}

/** Prisma writes -1 where there is none. */
const LIMIT = /\bLIMIT (?!-)/;
/** A page of all rows, by the index of its order, ends where the page does. */
const isPageOfAll = (text: string) => !/\bWHERE (?!1=1 )/.test(text) && LIMIT.test(text);
/** Prisma's query for no ids: the database does not look. */
const isEmpty = (text: string) => /\bWHERE 1=0\b/.test(text);
/** Not a real table: rows that were sent, or a subquery's. */
const NO_TABLE = /^SCAN (CONSTANT ROW|\d+-ROW VALUES CLAUSE|sub$|json_each VIRTUAL TABLE)/;

function scansOfSqlite(text: string): string[] {
  return stepsOfSqlite(text).filter((step) => {
    if (/^SCAN .* USING .*INDEX/.test(step)) return !isPageOfAll(text);
    // A range may hold nearly everything, unless a LIMIT ends it.
    const wide = /^SEARCH .*\([^=]*[<>][^=]*\)$/.test(step) && !LIMIT.test(text);
    return wide || (step.startsWith("SCAN ") && !NO_TABLE.test(step));
  });
}

/** The steps of a statement's plan in SQLite, in its words. */
export function stepsOfSqlite(text: string): string[] {
  const database = new Database(join(env.DATA_DIR, DATABASE_FILE), { readonly: true });
  try {
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all() as { detail: string }[];
    return steps.map(({ detail }) => detail);
  } finally {
    database.close();
  }
}

type Step = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Plans?: Step[];
};

/**
 * Scans of whole tables are made expensive, because small tables are scanned by choice: a remaining scan
 * has no index to replace it.
 */
async function scansOfPostgres({ text, values }: Statement): Promise<string[]> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    await client.query(
      "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off",
    );
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
    return scansIn(rows[0]["QUERY PLAN"][0].Plan, isPageOfAll(text));
  } finally {
    await client.end();
  }
}

function scansIn(step: Step, pageOfAll: boolean): string[] {
  const below = (step.Plans ?? []).flatMap((inner) => scansIn(inner, pageOfAll));
  const kind = step["Node Type"];
  const byIndex = /^(Index|Index Only|Bitmap Index) Scan$/.test(kind);
  const full = byIndex ? !step["Index Cond"] && !pageOfAll : kind === "Seq Scan";
  return full ? [`${kind} ${step["Relation Name"] ?? step["Index Name"]}`, ...below] : below;
}
