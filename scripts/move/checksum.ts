import { hash } from "node:crypto";
import type { Row } from "./rows";

/** What a table holds, in a few bytes. */
export type Digest = { readonly rows: number; readonly checksum: string };

const WORDS = 8;

/**
 * Counts rows and computes their checksum: the SHA-256 of each row's JSON, all of them XORed. So the
 * order does not matter, which may differ between two databases; and no row cancels another, because
 * none occurs twice.
 * @param onRow is called for each row
 */
export async function digestOf(
  rows: Iterable<Row> | AsyncIterable<Row>,
  onRow: () => void,
): Promise<Digest> {
  const sum = new Int32Array(WORDS);
  let count = 0;
  for await (const row of rows) {
    const bytes = hash("sha256", JSON.stringify(row), "buffer");
    for (let word = 0; word < WORDS; word++) {
      sum[word] = (sum[word] ?? 0) ^ bytes.readInt32LE(word * 4);
    }
    count++;
    onRow();
  }
  return { rows: count, checksum: Buffer.from(sum.buffer).toString("hex") };
}
