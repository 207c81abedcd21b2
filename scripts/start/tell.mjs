/** @param {string} text what was done, for the person at the terminal. */
export function step(text) {
  process.stdout.write(`  ${text}\n`);
}

/**
 * Ends the process, saying why in one line.
 *
 * @param {unknown} error
 * @param {string} [what] cannot be done.
 * @returns {never}
 */
export function fail(error, what = "start") {
  process.stderr.write(`Cannot ${what}: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
