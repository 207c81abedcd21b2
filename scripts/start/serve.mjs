import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { ENDING, exitCodeOf } from "./ending.mjs";
import { serveByWorkers } from "./workers.mjs";

const NEXT = createRequire(import.meta.url).resolve("next/dist/bin/next");

/**
 * Runs `next` until it ends, and ends as it did.
 *
 * @param {"start" | "dev"} mode
 * @param {number} port
 * @param {number} workers how many processes share the port.
 */
export function serve(mode, port, workers) {
  const args = [mode, "--port", String(port)];
  if (workers > 1) {
    serveByWorkers(NEXT, args, workers);
    return;
  }
  const next = spawn(process.execPath, [NEXT, ...args], { stdio: "inherit" });
  for (const signal of ENDING) process.on(signal, () => next.kill(signal));
  next.on("exit", (code, signal) => process.exit(exitCodeOf(code, signal)));
}
