import { createRequire } from "node:module";

/** @type {typeof import("@next/env")} */
const { loadEnvConfig } = createRequire(import.meta.url)("@next/env");

/**
 * Loads the `.env*` files into the environment, by the rules of Next.js. Prints errors, and where a file
 * says something else than it seems to.
 */
export function loadEnv() {
  const { loadedEnvFiles } = loadEnvConfig(process.cwd(), process.env.NODE_ENV !== "production", {
    info: () => {},
    error: (...told) => process.stderr.write(`${told.join(" ")}\n`),
  });
  for (const told of misleadingLines(loadedEnvFiles)) process.stderr.write(`  Warning: ${told}\n`);
}

// As dotenv reads a line, the blanks before a value included.
const LINE = /^\s*(?:export\s+)?(?<name>[\w.-]+)(?:\s*=|:(?=\s))(?<raw>.*)$/;
const QUOTED = /^\s*(?<quote>['"`])(?<inside>.*)\k<quote>\s*(?:#.*)?$/;
/** A # ends what is not in quotes; after a blank it begins a comment, as anybody expects. */
const ENDS_EARLY = /^(?:[^#]*[^#\s])?#/;
/** A $ that asks for a variable, unless something stands in where there is none. */
const REFERENCE = /(?<!\\)\$(?:(?<bare>\w+)|\{(?<braced>\w+)(?!:-|\w))/;

/**
 * Finds the lines that mean something else than they seem to. Values are not repeated: they are
 * secrets often enough.
 *
 * @param {import("@next/env").LoadedEnvFiles} files those that count most first.
 * @param {Record<string, string | undefined>} [env] what `$NAME` may stand for.
 * @returns {string[]} one sentence a line.
 */
export function misleadingLines(files, env = process.env) {
  /** @type {Map<string, import("@next/env").LoadedEnvFiles[number]>} */
  const winners = new Map();
  /** @type {string[]} */
  const told = [];
  for (const file of files) {
    for (const [index, line] of file.contents.split(/\r?\n/).entries()) {
      const { name, raw = "" } = LINE.exec(line)?.groups ?? {};
      if (!name) continue;
      const place = `${file.path}, line ${index + 1}: ${name}`;
      const inside = QUOTED.exec(raw)?.groups?.inside;
      if (inside === undefined && ENDS_EARLY.test(raw)) {
        told.push(`${place} ends before the #. Put the value in quotes if it is a part of it`);
      }
      const { bare, braced } = REFERENCE.exec(inside ?? raw.replace(/#.*/, ""))?.groups ?? {};
      const reference = bare ?? braced;
      if (reference && env[reference] === undefined) {
        told.push(`${place}: the $ asks for another variable, which is not set. A plain $ is \\$`);
      }
      const winner = winners.get(name) ?? file;
      winners.set(name, winner);
      if (winner.env[name] !== file.env[name]) {
        told.push(`${place} does not count: ${winner.path} sets another value`);
      }
    }
  }
  return told;
}
