import type { Client } from "pg";
import { MoveError } from "./move-error";

/*
 * The list of what to copy comes from the migrated PostgreSQL, which has the schema of the SQLite file.
 * So a table added to prisma/schema is copied without a line here.
 */

/** How a value is stored; rows.ts has its canonical form. */
type Kind = "text" | "integer" | "boolean" | "time";

export type Column = { readonly name: string; readonly kind: Kind };

export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
};

/** Prisma's own. */
export const MIGRATIONS = "_prisma_migrations";
/** Where an unfinished copy keeps its progress; see progress.ts. */
export const PROGRESS = "_latchkey_move";

const KINDS = new Map<string, Kind>([
  ["text", "text"],
  ["integer", "integer"],
  ["boolean", "boolean"],
  ["timestamp without time zone", "time"],
]);

/** Rows about the processes of one database: those that start on the new one make their own. */
export const NOT_MOVED: readonly string[] = ["Job"];

/** An identifier for SQL, of either database. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const CATALOGUE = `
  SELECT t.relname AS "name",
    ARRAY(SELECT attname::text FROM pg_attribute
      WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS "columns",
    ARRAY(SELECT format_type(atttypid, NULL) FROM pg_attribute
      WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS "types",
    ARRAY(SELECT a.attname::text
      FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
      WHERE i.indrelid = t.oid AND i.indisprimary ORDER BY k.place) AS "key",
    ARRAY(SELECT r.relname::text FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
      WHERE f.conrelid = t.oid AND f.contype = 'f' AND f.confrelid <> t.oid) AS "parents"
  FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname = current_schema() AND t.relkind IN ('r', 'p')
  ORDER BY t.relname`;

type Entry = { name: string; columns: string[]; types: string[]; key: string[]; parents: string[] };

/** The names of all tables in the database, Prisma's and our own among them. */
export async function tableNames(target: Client): Promise<string[]> {
  const { rows } = await target.query<Entry>(CATALOGUE);
  return rows.map(({ name }) => name);
}

/**
 * The tables to copy, each after those its foreign keys point at.
 * @throws MoveError for a table that this command cannot copy yet.
 */
export async function tablesToCopy(target: Client): Promise<Table[]> {
  const { rows } = await target.query<Entry>(CATALOGUE);
  const others = [MIGRATIONS, PROGRESS, ...NOT_MOVED];
  const entries = rows.filter(({ name }) => !others.includes(name));
  return parentsFirst(entries).map(toTable);
}

function parentsFirst(entries: Entry[]): Entry[] {
  const placed: Entry[] = [];
  let left = entries;
  while (left.length > 0) {
    const names = left.map(({ name }) => name);
    const next = left.filter(({ parents }) => !parents.some((parent) => names.includes(parent)));
    if (next.length === 0) throw new MoveError(`Foreign keys in a circle: ${names.join(", ")}`);
    placed.push(...next);
    left = left.filter((entry) => !next.includes(entry));
  }
  return placed;
}

function toTable({ name, columns, types, key }: Entry): Table {
  // Without a primary key there is no order in which to resume.
  if (key.length === 0) throw new MoveError(`The table ${name} has no primary key`);
  return {
    name,
    key,
    columns: columns.map((column, place) => {
      const type = types[place] ?? "";
      const kind = KINDS.get(type);
      if (!kind) throw new MoveError(`${name}.${column} is of a type not known here: ${type}`);
      return { name: column, kind };
    }),
  };
}
