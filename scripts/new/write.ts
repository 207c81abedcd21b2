import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LEAST_ROLE, type Role } from "@/lib/platform/config/roles";
import type { Asked } from "./asked";

const TABLE = "product/tests/permissions.ts";

/** An identifier no row has, for the parameters of a path. */
const NOBODY = "00000000-0000-7000-8000-000000000000";

/**
 * The words of an address without its parameters: "/projects/[id]/tasks" → ["projects", "tasks"]. Where it
 * has nothing else, those.
 */
export function wordsOf(address: string): string[] {
  const path = address.replace(/^\/api\//, "/");
  const parts = path.split(/[/-]/);
  const words = parts.filter((part) => part && !part.startsWith("["));
  return words.length > 0 ? words : [...path.matchAll(/\w+/g)].map(String);
}

/** Whether an address is about one of something: it ends in a parameter. */
export const isAboutOne = (address: string): boolean => address.endsWith("]");

/** The first name that is not taken: the one that fits, or with a number. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 2, free = name; ; number++) {
    if (!isTaken(free)) return free;
    free = `${name}${number}`;
  }
}

/** "projectsTasks" */
export const camel = (words: string[]): string =>
  words.map((word, at) => (at === 0 ? word : capital(word))).join("");

/** "Projects" */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The file of an address: a folder, so that more can be put beside it, except for a parameter. */
export const fileOf = (address: string, ending: string): string =>
  isAboutOne(address) ? `pages${address}.${ending}` : `pages${address}/index.${ending}`;

/** The schema of the path's parameters, and the import it needs; nothing where there are none. */
export function paramsOf({ params }: Asked): { imports: string; declared: string } {
  if (params.length === 0) return { imports: "", declared: "" };
  if (params.join() === "id") {
    const imports = 'import { idParams } from "@/lib/platform/http/route-params";\n';
    return { imports, declared: "params: idParams," };
  }
  const fields = params.map((name) => `${name}: z.uuid()`).join(", ");
  return { imports: 'import { z } from "zod";\n', declared: `params: z.object({ ${fields} }),` };
}

/** An address with something in the place of its parameters, as a test asks for it. */
export const exampleOf = (address: string): string => address.replace(/\[\w+\]/g, NOBODY);

/** How a test calls it as somebody who is let in. @param role theirs; null for a visitor */
export function clientOf(role: Role | null): { imports: string; client: string } {
  if (!role) {
    const imports = 'import { newClient } from "@/tests/support/requests/client";';
    return { imports, client: "newClient()" };
  }
  const imports =
    'import { createAccount, signedInClient } from "@/tests/support/people/accounts";';
  const given = role === LEAST_ROLE ? "" : `{ role: "${role}" }`;
  return { imports, client: `await signedInClient(await createAccount(${given}))` };
}

/** The line of the table of permissions for one access. */
export function lineOf({ access, params }: Asked): string {
  if (params.length === 0) return `rowOf(${access})`;
  const told = params.map((name) => `${name}: "${NOBODY}"`).join(", ");
  return `{ ...rowOf(${access}), params: () => ({ ${told} }) }`;
}

/** A file as it will be. */
export type Change = { file: string; text: string; isNew: boolean };

/** Puts a line into one of the two tables of product/tests/permissions.ts. */
export function addPermission(table: "productPages" | "productMethods", line: string): Change {
  const text = readFileSync(TABLE, "utf8").replace(
    /import type \{ Methods, Pages \} from (.*)/,
    "import { type Methods, type Pages, rowOf } from $1",
  );
  return { file: TABLE, text: addTo(text, `export const ${table}`, line), isNew: false };
}

/** Adds a line to the end of an object that a file exports. @param begin how its declaration begins */
export function addTo(text: string, begin: string, line: string): string {
  const declared = new RegExp(`^${begin}\\b.*?(^)?\\}( as const)?;$`, "ms");
  if (!declared.test(text)) throw new Error(`There is no "${begin} = { … };" to add to.`);
  return text.replace(declared, (found) =>
    found.replace(/\n?\}( as const)?;$/, (end) => `\n${line},\n${end.trimStart()}`),
  );
}

/** A file that is not there yet. */
export const newFile = (file: string, text: string): Change => ({ file, text, isNew: true });

/**
 * Writes the files, formats them, and makes the tables of docs/access.md from them.
 * @throws Error when a new one is there; then nothing has been written
 */
export function finish(changes: Change[]): void {
  const there = changes.find(({ file, isNew }) => isNew && existsSync(file));
  if (there) throw new Error(`${there.file} is there already.`);
  for (const { file, text } of changes) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const files = changes.map(({ file }) => file);
  const run = (args: string[]) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${args.join(" ")}\n${stdout}${stderr}`);
  };
  run(["node_modules/@biomejs/biome/bin/biome", "check", "--write", "--colors=off", ...files]);
  run(["--import", "tsx", "scripts/docs/access.ts"]);
  process.stdout.write(`${[...files, "docs/access.md"].join("\n")}\n`);
}

/** Runs a command, and says what is wrong in one line. */
export function main(command: () => void): void {
  try {
    command();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
