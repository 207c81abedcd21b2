import cluster from "node:cluster";
import { ENDING, exitCodeOf } from "./ending.mjs";
import { step } from "./tell.mjs";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** A worker that lived this long did not fail at its start: the next pause is the short one again. */
const STEADY_MS = 60_000;

/**
 * Runs several processes of one server on one port. The first one starts alone, so a mistake in the
 * configuration is reported once, and ends the start. Later, a worker that dies is replaced, after a
 * pause that grows while its successors die too.
 *
 * @param {string} program the server; each worker sends "ready" once it can serve.
 * @param {string[]} args
 * @param {number} count how many workers.
 * @param {string[]} options of Node, for each of them.
 */
export function serveByWorkers(program, args, count, options) {
  // Each worker accepts its connections itself. If this process handed them out, a connection just
  // given to a worker that dies would be neither answered nor closed.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec: program, args, execArgv: options });
  /** @type {Set<import("node:cluster").Worker>} */
  const alive = new Set();
  let booted = false;
  let ending = false;
  let exitCode = 0;

  /** @param {number} pause how long to wait, in milliseconds, if it dies soon. */
  function start(pause) {
    const worker = cluster.fork();
    const { pid } = worker.process;
    const since = Date.now();
    alive.add(worker);
    worker.on("message", (message) => {
      if (message !== "ready") return;
      step(`Worker ${pid} is ready`);
      if (booted) return;
      booted = true;
      for (let n = 1; n < count; n++) start(FIRST_PAUSE_MS);
    });
    /** @type {(code: number | null, signal: NodeJS.Signals | null) => void} */
    const ended = (code, signal) => {
      // Node may report one end twice: as an error and as an exit.
      if (!alive.delete(worker)) return;
      if (ending || !booted) {
        exitCode ||= exitCodeOf(code, signal);
        if (alive.size === 0) process.exit(exitCode);
        return;
      }
      const steady = Date.now() - since > STEADY_MS;
      const wait = steady ? FIRST_PAUSE_MS : pause;
      step(`Worker ${pid} ended (${signal ?? code}): another starts in ${wait / 1000} s`);
      setTimeout(() => {
        if (!ending) start(Math.min(wait * 2, LONGEST_PAUSE_MS));
      }, wait);
    };
    worker.on("exit", ended);
    worker.on("error", () => ended(1, null));
  }

  for (const signal of ENDING) {
    process.on(signal, () => {
      if (alive.size === 0) process.exit(exitCode);
      if (!ending) step("Ending: the workers finish what they have begun");
      ending = true;
      for (const worker of alive) worker.process.kill(signal);
    });
  }
  start(FIRST_PAUSE_MS);
}
