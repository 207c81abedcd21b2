import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { surroundings } from "./surroundings.mjs";

const folder = path.resolve(import.meta.dirname, "../results");

/** Writes what was measured to results/NAME.json, with what it was measured on. */
export function writeResult(name, measured) {
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ ...surroundings(), ...measured }, rounded, 1);
  writeFileSync(path.join(folder, `${name}.json`), `${text}\n`);
}

/** None of these figures is exact to three decimals. */
const rounded = (_key, value) =>
  typeof value === "number" ? Math.round(value * 1000) / 1000 : value;
