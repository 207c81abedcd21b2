import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import os from "node:os";

const NEXT = createRequire(import.meta.url).resolve("next/dist/bin/next");

/** What `next start` ends with when SIGTERM came and every request it had begun was answered. */
const DRAINED = 128 + os.constants.signals.SIGTERM;

/**
 * Runs `next` as a child until it ends, and ends as it did: with 0 where that was in good order,
 * because a supervisor takes anything else for a crash.
 *
 * @param {"start" | "dev"} mode
 * @param {number} port
 */
export function serve(mode, port) {
  const next = spawn(process.execPath, [NEXT, mode, "--port", String(port)], { stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => next.kill(signal));
  }
  next.on("exit", (code, signal) => {
    if (code === DRAINED) process.exit(0);
    process.exit(code ?? 128 + (signal ? os.constants.signals[signal] : 0));
  });
}
