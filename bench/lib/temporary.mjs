import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folders = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Creates a folder that is removed when this process ends, in whatever way. @returns its path */
export function temporaryFolder(parent = tmpdir()) {
  const folder = mkdtempSync(path.join(parent, "latchkey-bench-"));
  folders.push(folder);
  return folder;
}
