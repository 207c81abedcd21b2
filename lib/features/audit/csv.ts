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
  "ipAddress",
  "userAgent",
  "requestId",
  "token",
  "organisation",
  "organisationSlug",
  "impersonation",
  "reason",
];

/** The audit trail as CSV (RFC 4180). */
export async function* csvOf(batches: AsyncIterable<TrailEntry[]>): AsyncGenerator<string> {
  yield csvLines([COLUMNS]);
  for await (const entries of batches) yield csvLines(entries.map(cells));
}

/** In much of Europe a semicolon separates cells, and would begin a formula inside one of ours. */
const FORMULA_INSIDE = /([;,|\t"']\s*)(?=[=+\-@＝＋－＠])/g;

/**
 * Rows as lines of CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front,
 * at the beginning of a cell and after any character that separates cells elsewhere. Source: OWASP CSV
 * Injection; OWASP ASVS 5.0, 1.2.10.
 */
export const csvLines = (rows: (string | null)[][]): string =>
  stringify(
    rows.map((row) => row.map((cell) => cell?.replace(FORMULA_INSIDE, "$1'") ?? null)),
    { escape_formulas: true, record_delimiter: "windows" },
  );

const cells = ({ createdAt, type, detail, account, by, token, ipAddress, ...rest }: TrailEntry) => [
  createdAt,
  type,
  detail,
  account?.id ?? null,
  account?.email ?? null,
  by?.id ?? null,
  by?.email ?? null,
  ipAddress,
  rest.userAgent,
  rest.requestId,
  token,
  rest.organisation?.id ?? null,
  rest.organisation?.slug ?? null,
  rest.impersonation,
  rest.reason,
];
