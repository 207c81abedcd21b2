import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "../process/ports";

export type Postgres = {
  /** The `postgres://…` URL of the superuser's own database. */
  readonly url: string;
  /** Stops the server; its data stay for `start`. Clients see their connections break. */
  stop(): Promise<void>;
  /** Starts the server again, on the same port and data. */
  start(): Promise<void>;
  /** Kills every process of the server with -9; its data stay for `start`. */
  kill(): Promise<void>;
  /** Replaces the data of a stopped server by another's: `start` makes it a standby. */
  follow(primary: Postgres): Promise<void>;
  /** Freezes every process of the server: connections stay open and nothing answers. */
  freeze(): Promise<void>;
  /** Ends a freeze. */
  thaw(): Promise<void>;
  /** Stops the server for good and removes its data. */
  remove(): Promise<void>;
};

const PASSWORD = "postgres";
const STOP_TIMEOUT_MS = 30_000;

/**
 * Starts a real PostgreSQL server with an empty cluster of its own, or one that follows another. The caller
 * must `remove` it, otherwise this process does not end.
 * @param primary which server to be a standby of
 * @throws Error with the server's output when it does not start.
 */
export async function startPostgres(primary?: Postgres): Promise<Postgres> {
  const port = await freePort();
  const runner = fork(join(__dirname, "server/postgres-server.mjs"), [String(port), PASSWORD], {
    execArgv: [],
  });
  const postgres: Postgres = {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    stop: () => command(runner, "stop"),
    start: () => command(runner, "start"),
    kill: () => command(runner, "kill"),
    follow: ({ url }) => command(runner, "follow", url),
    freeze: () => command(runner, "freeze"),
    thaw: () => command(runner, "thaw"),
    async remove() {
      if (ended(runner)) return;
      const exit = once(runner, "exit");
      if (runner.connected) runner.disconnect();
      const stubborn = setTimeout(() => runner.kill("SIGKILL"), STOP_TIMEOUT_MS);
      await exit;
      clearTimeout(stubborn);
    },
  };
  try {
    await (primary ? postgres.follow(primary) : command(runner, "initialise"));
    await postgres.start();
  } catch (error) {
    await postgres.remove();
    throw error;
  }
  return postgres;
}

const ended = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** Sends one command and waits for its answer. @throws Error with the runner's message. */
async function command(runner: ChildProcess, name: string, source?: string): Promise<void> {
  const answer = await new Promise<{ error?: string }>((resolve, reject) => {
    const onExit = () => reject(new Error("The PostgreSQL runner ended"));
    runner.once("exit", onExit);
    runner.once("message", (message) => {
      runner.removeListener("exit", onExit);
      resolve(message as { error?: string });
    });
    runner.send({ name, source });
  });
  if (answer.error) throw new Error(answer.error);
}
