/**
 * Writes one line of the engine's log: JSON on stderr, as the native engine does.
 * The Prisma CLI reads its error messages from there when the engine exits.
 *
 * @param {{ message: string, error_code?: string }} fields
 */
export function logError(fields) {
  const entry = { level: "ERROR", target: "schema_engine::logger", fields };
  // The CLI skips the first line and requires every other one to be JSON.
  process.stderr.write(`\n${JSON.stringify(entry)}`);
}
