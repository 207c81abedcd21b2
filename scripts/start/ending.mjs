import os from "node:os";

/** The signals that end a server, and are therefore passed on to the processes that serve. */
export const ENDING = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** The exit code of `next start` after SIGTERM, once every request it had begun was answered. */
const DRAINED = 128 + os.constants.signals.SIGTERM;

/**
 * Translates how a server ended into an exit code: 0 if it ended in good order, because a supervisor
 * treats anything else as a crash.
 *
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  // The signal itself ends it if it had not begun to serve.
  if (code === DRAINED || signal === "SIGTERM") return 0;
  return code ?? 128 + (signal ? os.constants.signals[signal] : 0);
}
