import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import os from "node:os";

const NEXT = createRequire(import.meta.url).resolve("next/dist/bin/next");

/**
 * Runs `next` as a child until it ends, and ends as it did.
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
    process.exit(code ?? 128 + (signal ? os.constants.signals[signal] : 0));
  });
}
