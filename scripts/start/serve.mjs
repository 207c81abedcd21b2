import { spawn } from "node:child_process";
import { ENDING, exitCodeOf } from "./ending.mjs";
import { serveByWorkers } from "./workers.mjs";

/**
 * Runs a server until it ends, then ends this process with the same result.
 *
 * @param {string} program what Node runs.
 * @param {string[]} args
 * @param {number} workers how many processes share the port.
 */
export function serve(program, args, workers) {
  if (workers > 1) {
    serveByWorkers(program, args, workers);
    return;
  }
  const server = spawn(process.execPath, [program, ...args], { stdio: "inherit" });
  for (const signal of ENDING) process.on(signal, () => server.kill(signal));
  server.on("exit", (code, signal) => process.exit(exitCodeOf(code, signal)));
}
