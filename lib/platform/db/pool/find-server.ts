import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";

// Not imported: as in pool.ts.
const driver = require("pg") as typeof pg;

/** How long a server may take to answer. A request must be answered within 5 s, also when one hangs. */
export const ANSWER_MS = 2000;

/** The next server is asked after this long, and one that has refused again. */
const NEXT_MS = 100;

/**
 * Asks servers for a connection until one accepts. One that hangs holds up nobody: the next is asked soon
 * after it, and those that have refused are asked again meanwhile, because a standby may be promoted.
 * @param servers their URLs
 * @param first the place of the one to ask first
 * @param check throws when a connection is not good enough
 * @returns the place of the first that accepts
 * @throws the error of the last one, when all have refused
 */
export async function findServer(
  servers: string[],
  first: number,
  check: (client: pg.Client) => Promise<void>,
): Promise<number> {
  const over = new AbortController();
  const pause = () => sleep(NEXT_MS, undefined, { signal: over.signal });
  let started = 0;
  let silent = servers.length;
  try {
    return await new Promise<number>((resolve, reject) => {
      const start = (turn: number) => {
        if (turn !== started || turn === servers.length) return;
        started++;
        // Both end with an error when the search is over: nobody listens any more.
        askAgain(turn).catch(reject);
        pause().then(() => start(turn + 1), reject);
      };
      const askAgain = async (turn: number) => {
        const server = (first + turn) % servers.length;
        for (let refused = false; ; refused = true) {
          try {
            await ask(servers[server] ?? "", check, over.signal);
            return resolve(server);
          } catch (error) {
            if (!refused) silent--;
            if (silent === 0) return reject(error);
          }
          start(turn + 1);
          await pause();
        }
      };
      start(0);
    });
  } finally {
    over.abort();
  }
}

/** @throws Error when no connection comes in time, and what `check` throws */
async function ask(
  connectionString: string,
  check: (client: pg.Client) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const client = new driver.Client({ connectionString, application_name: APPLICATION_NAME });
  // Told to whoever waits for it, too.
  client.on("error", () => {});
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
  const drop = () => socketOf(client).destroy();
  limit.addEventListener("abort", drop);
  try {
    await client.connect();
    await check(client);
  } finally {
    limit.removeEventListener("abort", drop);
    void client.end();
  }
}

/** The socket of a connection: to break it is the only way not to wait for a server that hangs. */
export const socketOf = (client: pg.ClientBase): { destroy(): void } =>
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream;
