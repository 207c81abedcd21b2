/** Prints one step. @param {string} text what was done, for the person at the terminal. */
export function step(text) {
  process.stdout.write(`  ${text}\n`);
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
