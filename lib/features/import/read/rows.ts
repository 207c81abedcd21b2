import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { jsonIn, type Row, rowOf, type Source } from "@/lib/features/import/person";
import { objectsIn } from "./objects";

/** A row of a file, with the line it begins in; null for an invalid one. */
export type ReadRow = { line: number; row: Row | null };

/** A cell of CSV, or a line that lacks a quotation mark. */
const LONGEST = 2 ** 20;
/** How much of a wrong line is shown. */
const LONGEST_TOLD = 200;
/** What spreadsheets write between cells: the semicolon where the comma is a decimal point. */
const SEPARATORS = [",", ";", "\t"];

/** What a source says about a CSV file. */
type Table = Pick<Source, "columns" | "required">;

/**
 * Reads a file of JSON or CSV, row by row; its first character decides which it is.
 * @param progress is called with the number of bytes of each piece that was read
 * @throws Error where the file cannot be read to its end, or its table lacks a column
 */
export async function* rowsIn(
  file: string,
  table: Table,
  progress: (bytes: number) => void,
): AsyncGenerator<ReadRow> {
  const chunks = textOf(file, progress);
  const first = await firstOf(chunks, /\S/);
  if (/^\s*[[{]/.test(first)) return yield* ofJson(put(first, chunks));
  const head = first + (await firstOf(chunks, /[\r\n]/, first));
  yield* ofCsv(put(head, chunks), table, table.columns ? "," : separatorOf(head));
}

async function* textOf(file: string, progress: (bytes: number) => void): AsyncGenerator<string> {
  const bytes = createReadStream(file);
  const decoder = new TextDecoder();
  for await (const chunk of bytes) {
    progress(chunk.length);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** What comes next in a file, until it has a sign or is too long. @param before what came before */
async function firstOf(chunks: AsyncGenerator<string>, sign: RegExp, before = ""): Promise<string> {
  let text = "";
  while (!sign.test(before.trimStart() + text) && text.length < LONGEST) {
    const next = await chunks.next();
    if (next.done) break;
    text += next.value;
  }
  return text;
}

/** The separator of the first line. A file has one: a comma may be part of a cell of the others. */
function separatorOf(head: string): string {
  const [line = ""] = head.trimStart().split(/[\r\n]/, 1);
  const count = (separator: string) => line.split(separator).length;
  return SEPARATORS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

async function* put(first: string, chunks: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* chunks;
}

async function* ofJson(chunks: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  for await (const { line, text } of objectsIn(chunks)) yield { line, row: rowOf(jsonIn(text)) };
}

async function* ofCsv(
  chunks: AsyncIterable<string>,
  { columns, required }: Table,
  delimiter: string,
): AsyncGenerator<ReadRow> {
  const parser = parse({
    columns: columns ? [...columns] : (names: string[]) => namesOf(names, required),
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST,
  });
  // The parser reports errors during reading to the loop.
  const source = Readable.from(chunks);
  source.on("error", (error) => parser.destroy(error)).pipe(parser);
  for await (const { info, record } of parser) yield { line: info.lines, row: rowOf(record) };
}

/** The names of the columns. @throws Error where the required one is missing */
function namesOf(line: string[], required: string | undefined): string[] {
  const names = line.map((name) => name.trim());
  if (required === undefined) return names;
  const small = names.map((name) => name.toLowerCase());
  if (small.includes(required)) return small;
  const told = JSON.stringify(names.join(", ").slice(0, LONGEST_TOLD));
  throw new Error(`The first line has to name the columns, among them ${required}. It is ${told}`);
}
