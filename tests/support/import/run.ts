import { mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ImportOptions, importPeople, type Line } from "@/lib/features/import/import";

/** Where files to import, and reports, are written; removed at the end of the test file. */
export const folder = mkdtempSync(path.join(tmpdir(), "import-"));
afterAll(() => rm(folder, { recursive: true }));

/** Imports a text, or bytes, as a file. @returns the result for each row */
export async function imported(
  from: ImportOptions["from"],
  text: string | Buffer,
  options: Partial<ImportOptions> = {},
): Promise<Line[]> {
  const file = path.join(folder, `${from}-${Math.random()}`);
  writeFileSync(file, text);
  const all: Line[] = [];
  await importPeople({
    file,
    from,
    dryRun: false,
    mail: false,
    report: async (lines) => void all.push(...lines),
    progress: () => {},
    ...options,
  });
  return all;
}

export const outcomes = (all: Line[]) => all.map(({ outcome }) => outcome);
