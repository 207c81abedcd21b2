import { readFileSync } from "node:fs";

/** Prints one step. @param {string} text what was done, for the person at the terminal. */
export function step(text) {
  process.stdout.write(`  ${text}\n`);
}

/** Prints which version starts, of the app and of Node, for whoever reads the log later. */
export function tellVersion() {
  // In the app's folder, in which every start runs.
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  step(`Version ${version}, Node ${process.versions.node}`);
}

/**
 * Prints why in one line, and ends the process.
 *
 * @param {unknown} error
 * @param {string} [what] the thing that failed, as a verb.
 * @returns {never}
 */
export function fail(error, what = "start") {
  process.stderr.write(`Cannot ${what}: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
