import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { jsonIn, type Row, rowOf } from "@/lib/features/import/person";
import { objectsIn } from "./objects";

/** A row of a file, with the line it begins in; null for an invalid one. */
export type ReadRow = { line: number; row: Row | null };

/** A cell of CSV, or a line that lacks a quotation mark. */
const LONGEST = 2 ** 20;

/**
 * Reads a file of JSON or CSV, row by row; its first character decides which it is.
 * @param columns of a CSV file without a line of them
 * @param progress is called with the number of bytes of each piece that was read
 * @throws Error where the file cannot be read to its end
 */
export async function* rowsIn(
  file: string,
  columns: readonly string[] | undefined,
  progress: (bytes: number) => void,
): AsyncGenerator<ReadRow> {
  const chunks = textOf(file, progress);
  const first = await firstOf(chunks);
  const all = put(first, chunks);
  if (/^\s*[[{]/.test(first)) yield* ofJson(all);
  else yield* ofCsv(all, columns);
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

/** The beginning of a file, up to its first visible character. */
async function firstOf(chunks: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    text += next.value;
    if (/\S/.test(text)) break;
  }
  return text;
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
  columns: readonly string[] | undefined,
): AsyncGenerator<ReadRow> {
  const parser = parse({
    columns: columns ? [...columns] : (names: string[]) => names.map((name) => name.trim()),
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
