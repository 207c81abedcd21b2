/** Where in the engine it happened: six lines that tell an operator nothing. */
const TRACE = /\n\s+0: [\s\S]*$/;

/**
 * Turns what the engine or a driver threw into a JSON-RPC error object of the
 * shape the Prisma CLI prints: a message and, when there is one, a P code.
 *
 * @param {unknown} error
 */
export function describeError(error) {
  const { message, code } = /** @type {{ message?: string, code?: string }} */ (error);
  // SQLite's "busy", under a name the engine does not know.
  const text = message?.includes("SocketTimeout")
    ? "The database is in use by another process: stop it first."
    : (message ?? String(error)).replace(TRACE, "").trim();
  return {
    code: 4466,
    message: text,
    data: { is_panic: false, message: text, error_code: code, meta: null },
  };
}
