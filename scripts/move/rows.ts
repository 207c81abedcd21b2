import { MoveError } from "./move-error";
import type { Table } from "./tables";

/**
 * A row in the form that both databases are brought to: times as ISO 8601 in UTC with milliseconds,
 * booleans as booleans, columns in the table's order. So its JSON is the same in both.
 */
export type Row = Record<string, string | number | boolean | null>;

/**
 * Converts a row as SQLite stores it into its canonical form.
 * @throws MoveError when a time is not valid
 */
export function fromSqlite({ name, columns }: Table): (row: Row) => Row {
  const times = columns.filter(({ kind }) => kind === "time").map((column) => column.name);
  const truths = columns.filter(({ kind }) => kind === "boolean").map((column) => column.name);
  return (row) => {
    for (const column of truths) row[column] = toTruth(row[column] ?? null);
    for (const column of times) {
      const time = toTime(row[column] ?? null);
      if (time === undefined) throw new MoveError(`${name}.${column} holds what is no time`);
      row[column] = time;
    }
    return row;
  };
}

const toTruth = (value: Row[string]) => (value === null ? null : value !== 0);

/** @returns undefined if the value is not a time */
function toTime(value: Row[string]): string | null | undefined {
  if (value === null) return null;
  const time = new Date(typeof value === "string" ? withZone(value) : Number(value));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Prisma writes the offset. SQLite's own CURRENT_TIMESTAMP does not, and means UTC. */
const withZone = (text: string) => (/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
