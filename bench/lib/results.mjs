import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../results");

/** Writes what was measured to results/NAME.json, with what it was measured on. */
export function writeResult(name, measured) {
  mkdirSync(folder, { recursive: true });
  const machine = { cores: os.cpus().length, model: os.cpus()[0]?.model, node: process.version };
  const result = { machine, date: new Date().toISOString().slice(0, 10), ...measured };
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}
