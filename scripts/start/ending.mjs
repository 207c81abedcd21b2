import os from "node:os";

/** What ends a server, and is therefore passed on to the processes that serve. */
export const ENDING = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** What `next start` ends with when SIGTERM came and every request it had begun was answered. */
const DRAINED = 128 + os.constants.signals.SIGTERM;

/**
 * The exit code that stands for how a server ended: 0 where that was in good order, because a
 * supervisor takes anything else for a crash.
 *
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  // By SIGTERM itself it ends where it had not begun to serve.
  if (code === DRAINED || signal === "SIGTERM") return 0;
  return code ?? 128 + (signal ? os.constants.signals[signal] : 0);
}
