import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../process/ports";
import { appEnvironment } from "./environment";

const ROOT = process.cwd();
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");
const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 10_000;

export type AppServer = {
  /** The origin, without a path. */
  readonly url: string;
  /** The variables of lib/platform/config/env.ts the server runs with. */
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  readonly pid: number;
  /** All that the server wrote to stdout and stderr so far. */
  output(): string;
  /** Ends the server and waits until it is gone. @returns its exit code, null after a signal. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/** The servers of this test file: none may outlive it. */
const running = new Set<ChildProcess>();

function killAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** One listener for all servers, and none without: it would keep the test file in the worker's memory. */
function watch(child: ChildProcess): void {
  if (running.size === 0) process.once("exit", killAll);
  running.add(child);
  child.once("exit", () => {
    running.delete(child);
    if (running.size === 0) process.removeListener("exit", killAll);
  });
}

/** Where a server with this data folder writes its output; any process may read it. */
export const outputFile = (dataDir: string) => join(dataDir, "server.log");

/**
 * Starts the built app on a free port and waits until it answers.
 * @param options.dataDir a folder with a migrated SQLite file, or any folder with PostgreSQL.
 * @param options.databaseUrl empty for SQLite.
 * @param options.env further variables of lib/platform/config/env.ts.
 * @param options.cwd the built tree to serve, if not this one.
 * @param options.program what Node runs instead of `next start`, from `cwd`; it finds PORT set.
 * @param options.under a command that runs Node as the last of its arguments.
 * @throws Error with the server's output when it ends or stays silent.
 */
export async function startServer(options: {
  dataDir: string;
  databaseUrl?: string;
  env?: Record<string, string>;
  cwd?: string;
  program?: string[];
  under?: string[];
}): Promise<AppServer> {
  const { dataDir, databaseUrl = "", cwd = ROOT, program = [NEXT, "start"], under = [] } = options;
  if (!options.program && !existsSync(join(cwd, ".next/BUILD_ID"))) {
    throw new Error("There is no build to serve: run `npm test`, or `npx next build`, first.");
  }
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = appEnvironment({
    NEXTAUTH_URL: url,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    LOG_LEVEL: "info",
    ...options.env,
  });
  // A file, not a pipe: tests in other processes read it too.
  const log = openSync(outputFile(dataDir), "a");
  const [command = "", ...args] = [...under, process.execPath, ...program];
  const child = spawn(command, args, {
    cwd,
    env: {
      ...process.env,
      ...env,
      PORT: String(port),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  watch(child);

  const output = () => readFileSync(outputFile(dataDir), "utf8");
  const pid = await answering(child, `${url}/api/health/live`, output);
  return { url, env, dataDir, pid, output, stop: (signal = "SIGTERM") => stop(child, signal) };
}

async function answering(child: ChildProcess, url: string, output: () => string): Promise<number> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.pid === undefined || ended(child)) {
      throw new Error(`The server ended with ${child.exitCode} while starting:\n${output()}`);
    }
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return child.pid;
    await sleep(50);
  }
  await stop(child, "SIGKILL");
  throw new Error(`The server did not answer ${url}:\n${output()}`);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (ended(child)) return child.exitCode;
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  const stubborn = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exit;
  clearTimeout(stubborn);
  return child.exitCode;
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
