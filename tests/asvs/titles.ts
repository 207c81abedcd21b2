import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The numbers of requirements at the end of a title: `… [V6.2.3]`, `… [V6.2.3 V7.4.4]`. */
const IDS = /\[(V\d+\.\d+\.\d+(?: V\d+\.\d+\.\d+)*)\]/;
/** The same in source text, where a quotation mark ends the title. */
const IDS_IN_SOURCE = new RegExp(`${IDS.source}["'\`]`, "g");
/** In source text, the title of a test or block that begins with the number of an attack or fault. */
const NUMBERED = /(?:(?:test|describe)\S*\(|\)\(|^\s*)["'`](\d{1,2}) [^"'`\n]/gm;

/** The numbers of the requirements that a title names. */
export const idsIn = (title: string): string[] => IDS.exec(title)?.[1]?.split(" ") ?? [];

/** In which files tests prove each requirement, by its number in their titles. */
export const filesById = (): Map<string, string[]> =>
  filesBy((source) =>
    [...source.matchAll(IDS_IN_SOURCE)].flatMap(([, ids = ""]) => ids.split(" ")),
  );

/** In which files the tests of each attack and fault are, by the number that begins their titles. */
export const filesByNumber = (): Map<number, string[]> =>
  filesBy((source) => [...source.matchAll(NUMBERED)].map(([, number]) => Number(number)));

function filesBy<Key>(keysOf: (source: string) => Key[]): Map<Key, string[]> {
  const files = readdirSync("tests", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(test|spec)\.ts$/.test(file))
    .map((file) => path.join("tests", file))
    .sort();
  const found = new Map<Key, string[]>();
  for (const file of files) {
    for (const key of new Set(keysOf(readFileSync(file, "utf8")))) {
      found.set(key, [...(found.get(key) ?? []), file]);
    }
  }
  return found;
}
