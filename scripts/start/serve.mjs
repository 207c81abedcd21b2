import { spawn } from "node:child_process";
import path from "node:path";
import { ENDING, exitCodeOf } from "./ending.mjs";
import { readableLog } from "./readable-log.mjs";
import { serveByWorkers } from "./workers.mjs";

/**
 * Runs a server until it ends, then ends this process with the same result.
 *
 * @param {string} program what Node runs.
 * @param {string[]} args
 * @param {number} workers how many processes share the port.
 */
export function serve(program, args, workers) {
  // From the app's folder, in which every start runs: this file may be part of a bundle.
  const options = ["--require", path.resolve("scripts/start/early-requests.cjs")];
  if (workers > 1) {
    serveByWorkers(program, args, workers, options);
    return;
  }
  endWith(spawn(process.execPath, [...options, program, ...args], { stdio: "inherit" }));
}

/**
 * Runs Next's development server until it ends, with a readable log if a person is at the terminal.
 *
 * @param {string} program what Node runs.
 * @param {string[]} args
 */
export async function serveDevelopment(program, args) {
  if (!process.stdout.isTTY) {
    serve(program, args, 1);
    return;
  }
  const server = spawn(process.execPath, [program, ...args], {
    stdio: ["inherit", "pipe", "inherit"],
    // Next would leave colours out, because it writes to a pipe.
    env: { ...process.env, FORCE_COLOR: "1" },
  });
  server.stdout.pipe(await readableLog(process.stdout, true));
  endWith(server);
}

/** @param {import("node:child_process").ChildProcess} server */
function endWith(server) {
  for (const signal of ENDING) process.on(signal, () => server.kill(signal));
  server.on("exit", (code, signal) => process.exit(exitCodeOf(code, signal)));
}
