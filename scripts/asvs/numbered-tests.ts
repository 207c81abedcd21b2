import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const FOLDER = "tests";
/** A title at the place of one, beginning with a number. */
const NUMBERED = /(?:(?:test|describe)\S*\(|\)\(|^\s*)["'`](\d{1,2}) [^"'`\n]/gm;

/** In which files the tests of each attack and fault are, by their number. */
export function numberedTests(): Map<number, string[]> {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(test|spec)\.ts$/.test(file))
    .map((file) => path.join(FOLDER, file))
    .sort();
  const found = new Map<number, string[]>();
  for (const file of files) {
    const titles = readFileSync(file, "utf8").matchAll(NUMBERED);
    for (const number of new Set([...titles].map((match) => Number(match[1])))) {
      found.set(number, [...(found.get(number) ?? []), file]);
    }
  }
  return found;
}
