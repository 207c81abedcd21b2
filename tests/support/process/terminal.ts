import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { scripts } from "../../../package.json";

const PATIENCE_MS = 60_000;

/** A script of package.json that somebody runs. */
export type Terminal = {
  /** All it printed so far. */
  output(): string;
  /** Waits until a part of that matches. @throws Error with all of it, when that does not come */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Its exit code once it has ended, null after a signal. */
  readonly ended: Promise<number | null>;
  /** Sends it SIGTERM. @returns its exit code */
  stop(): Promise<number | null>;
  /** Ends it at once, and all it started. */
  kill(): Promise<void>;
};

/**
 * Runs a script of package.json as somebody does who has set no variable of the app. Without npm in
 * between: where `sh` is dash, a signal to npm ends the shell, and the script continues.
 * @param cwd the tree it belongs to
 * @param env variables that are set all the same
 * @param args of the script
 */
export function runScript(
  cwd: string,
  script: keyof typeof scripts,
  env: Record<string, string> = {},
  args: string[] = [],
): Terminal {
  const { PATH, HOME } = process.env;
  // Not all of this process's: it has the variables of the app that the tests share.
  const bare: Partial<NodeJS.ProcessEnv> = { PATH, HOME, NEXT_TELEMETRY_DISABLED: "1", ...env };
  const child = spawn(process.execPath, [...nodeProgram(script), ...args], {
    cwd,
    env: bare as NodeJS.ProcessEnv,
    // A group of its own, as in a terminal: it can be ended as one.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const killAll = () => killGroup(child);
  process.once("exit", killAll);
  let closed = false;
  // Closed, not only ended: all it had to say has come.
  const ended = once(child, "close").then(() => {
    closed = true;
    process.removeListener("exit", killAll);
    return child.exitCode;
  });
  return {
    output: () => printed,
    async says(pattern, withinMs = PATIENCE_MS) {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const found = pattern.exec(printed);
        if (found) return found;
        if (closed || Date.now() > deadline) throw new Error(`No ${pattern} in:\n${printed}`);
        await sleep(20);
      }
    },
    ended,
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
    async kill() {
      // A process number that ended long ago may belong to another process.
      if (!closed) killAll();
      await ended;
    },
  };
}

/** What Node runs for a script. @throws Error when it is something else than Node that runs */
function nodeProgram(script: keyof typeof scripts): string[] {
  const [node, ...program] = scripts[script].split(" ");
  if (node !== "node") throw new Error(`npm run ${script} does not run node by itself`);
  return program;
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // All of it ended a moment ago.
  }
}
