import { createRequire } from "node:module";

/** @type {typeof import("@next/env")} */
const { loadEnvConfig } = createRequire(import.meta.url)("@next/env");

/**
 * Loads the `.env*` files into the environment, by the rules of Next.js. Prints errors, and where a file
 * says something else than it seems to.
 */
export function loadEnv() {
  const given = { ...process.env };
  const { loadedEnvFiles } = loadEnvConfig(process.cwd(), process.env.NODE_ENV !== "production", {
    info: () => {},
    error: (...told) => process.stderr.write(`${told.join(" ")}\n`),
  });
  // Where a file sets a variable of the environment, too, the rules of files have been applied to what the
  // environment says: its `a$b` would be `a`.
  Object.assign(process.env, given);
  for (const told of misleadingLines(loadedEnvFiles)) process.stderr.write(`  Warning: ${told}\n`);
}

// As dotenv reads a line, the blanks before a value included.
const LINE = /^\s*(?:export\s+)?(?<name>[\w.-]+)(?:\s*=|:(?=\s))(?<raw>.*)$/;
// A quote that the value itself holds ends it, unless a backslash precedes it.
const QUOTED =
  /^\s*(?<quote>['"`])(?<inside>(?:\\\k<quote>|(?!\k<quote>).)*)\k<quote>\s*(?:\s#.*)?$/;
/** A # ends what is not in quotes; after a blank it begins a comment, as anybody expects. */
const ENDS_EARLY = /^(?:[^#]*[^#\s])?#/;
/** A $ that asks for a variable, unless something stands in where there is none. */
const REFERENCE = /(?<!\\)\$(?:(?<bare>\w+)|\{(?<braced>\w+)(?!:-|\w))/;

/**
 * Finds the lines that mean something else than they seem to. Values are not repeated: they are
 * secrets often enough.
 *
 * @param {Pick<import("@next/env").LoadedEnvFiles[number], "path" | "contents">[]} files those that count most first.
 * @param {Record<string, string | undefined>} [env] what `$NAME` may stand for.
 * @returns {string[]} one sentence a line.
 */
export function misleadingLines(files, env = process.env) {
  /** Of each variable: the file that counts, and its value there. @type {Map<string, { path: string, value: string }>} */
  const winners = new Map();
  /** @type {string[]} */
  const told = [];
  for (const { path, contents } of files) {
    // As UTF-16, which editors and shells of Windows write, it is no text that anybody reads here.
    if (contents.includes("\0")) told.push(`${path} is not UTF-8: nothing in it counts`);
    const lines = linesOf(contents);
    // Of two lines in one file the last counts.
    for (const { name, value } of [...lines].reverse()) {
      if (!winners.has(name)) winners.set(name, { path, value });
    }
    for (const { number, name, raw, inside, value } of lines) {
      const place = `${path}, line ${number}: ${name}`;
      if (inside === undefined && ENDS_EARLY.test(raw)) {
        told.push(`${place} ends before the #. Put the value in quotes if it is a part of it`);
      }
      const { bare, braced } = REFERENCE.exec(value)?.groups ?? {};
      const reference = bare ?? braced;
      if (reference && env[reference] === undefined) {
        told.push(`${place}: the $ asks for another variable, which is not set. A plain $ is \\$`);
      }
      // What is written is compared. The values that come with the files are those that count, in each of them.
      const winner = winners.get(name);
      if (winner && winner.path !== path && winner.value !== value) {
        told.push(`${place} does not count: ${winner.path} sets another value`);
      }
    }
  }
  return told;
}

/**
 * The lines that set a variable.
 *
 * @param {string} contents of a file.
 */
function linesOf(contents) {
  return contents.split(/\r\n?|\n/).flatMap((line, index) => {
    const { name, raw = "" } = LINE.exec(line)?.groups ?? {};
    if (!name) return [];
    const inside = QUOTED.exec(raw)?.groups?.inside;
    return [
      { number: index + 1, name, raw, inside, value: inside ?? raw.replace(/#.*/, "").trim() },
    ];
  });
}
