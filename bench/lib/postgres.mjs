import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { freePort } from "./server.mjs";

const SERVER = path.resolve(
  import.meta.dirname,
  "../../tests/support/database/server/postgres-server.mjs",
);
const PASSWORD = "postgres";

/**
 * Starts the PostgreSQL server of the tests, with an empty database. It ends with
 * this process.
 * @returns its `postgres://…` URL
 * @throws with the server's output when it does not start
 */
export async function startPostgres() {
  const port = await freePort();
  const runner = fork(SERVER, [String(port), PASSWORD]);
  for (const command of ["initialise", "start"]) {
    runner.send({ name: command });
    const [{ error }] = await once(runner, "message");
    if (error) throw new Error(error);
  }
  // It must not keep this process alive after the run.
  runner.unref();
  runner.channel.unref();
  return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
}
