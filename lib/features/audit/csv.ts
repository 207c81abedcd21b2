import { stringify } from "csv-stringify/sync";
import type { TrailEntry } from "./trail";

const COLUMNS = [
  "time",
  "event",
  "detail",
  "account",
  "accountEmail",
  "by",
  "byEmail",
  "address",
  "userAgent",
  "requestId",
];

/**
 * The audit trail as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front. Source: OWASP CSV Injection; OWASP ASVS 5.0, 1.2.10.
 */
export async function* csvOf(batches: AsyncIterable<TrailEntry[]>): AsyncGenerator<string> {
  yield lines([COLUMNS]);
  for await (const entries of batches) yield lines(entries.map(cells));
}

const lines = (rows: (string | null)[][]) =>
  stringify(rows, { escape_formulas: true, record_delimiter: "windows" });

const cells = ({ createdAt, type, detail, account, by, address, ...rest }: TrailEntry) => [
  createdAt,
  type,
  detail,
  account?.id ?? null,
  account?.email ?? null,
  by?.id ?? null,
  by?.email ?? null,
  address,
  rest.userAgent,
  rest.requestId,
];
