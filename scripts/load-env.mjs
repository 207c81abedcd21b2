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

const LINE = /^\s*(?:export\s+)?(?<name>\w+)\s*=\s*(?<raw>.*)$/;

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
    for (const [index, line] of file.contents.split("\n").entries()) {
      const { name, raw = "" } = LINE.exec(line)?.groups ?? {};
      if (!name) continue;
      const place = `${file.path}, line ${index + 1}: ${name}`;
      if (/^[^'"`]*[^\s'"`]#/.test(raw)) {
        told.push(`${place} ends before the #. Put the value in quotes if it is a part of it`);
      }
      const [, reference = ""] = /(?<!\\)\$\{?(\w+)/.exec(raw) ?? [];
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
