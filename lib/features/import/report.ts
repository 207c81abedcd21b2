import { open } from "node:fs/promises";
import { csvLines } from "@/lib/features/audit/csv";
import type { Line, Outcome } from "./import";

const COLUMNS = ["line", "outcome", "email", "id", "sourceId", "notes"];

/** A report in a file of its own, one line per row of the import, and the number of each result. */
export type Report = {
  readonly counts: Record<Outcome, number>;
  /** How many of the new accounts have a remark. */
  readonly noted: number;
  add(lines: Line[]): Promise<void>;
  close(): Promise<void>;
};

/**
 * Begins a report. The file contains addresses: only its owner may read it. @throws if it cannot be written
 */
export async function startReport(path: string): Promise<Report> {
  const file = await open(path, "w", 0o600);
  await file.write(csvLines([COLUMNS]));
  const counts = { created: 0, exists: 0, collides: 0, refused: 0 };
  const report = {
    counts,
    noted: 0,
    async add(lines: Line[]) {
      for (const { outcome, notes } of lines) {
        counts[outcome]++;
        if (outcome === "created" && notes.length > 0) report.noted++;
      }
      await file.write(
        csvLines(
          lines.map(({ line, outcome, email, id, sourceId, notes }) => [
            String(line),
            outcome,
            email,
            id,
            sourceId,
            notes.join("; "),
          ]),
        ),
      );
    },
    close: () => file.close(),
  };
  return report;
}
