import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const START_TIMEOUT_MS = 60_000;

/**
 * Starts the app as `npm start` does, on an empty SQLite database, does something with it, and stops it.
 *
 * @param {string} binary the Node that runs it.
 * @param {Record<string, string>} env further variables.
 * @param {(app: { url: string, dataDir: string }) => Promise<void>} visit
 * @throws Error with what the app printed, when it does not start, does not stop or the visit fails.
 */
export async function withApp(binary, env, visit) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "latchkey-smoke-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const app = spawn(binary, ["scripts/start.mjs"], {
    env: { ...process.env, ...settings(url, port, dataDir), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [app.stdout, app.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  /** @type {Promise<string | number | null>} */
  const ended = new Promise((resolve) =>
    app.once("exit", (code, signal) => resolve(signal ?? code)),
  );
  try {
    await Promise.race([
      answering(`${url}/api/health/ready`),
      ended.then((how) => Promise.reject(new Error(`it ended with ${how}`))),
    ]);
    await visit({ url, dataDir });
    app.kill("SIGTERM");
    const how = await ended;
    if (how !== 0) throw new Error(`it ended with ${how} when told to stop`);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${output}`);
  } finally {
    app.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/**
 * What `npm start` would write to .env.local, for this start alone. What is empty keeps the
 * developer's own `.env` files out.
 *
 * @param {string} url
 * @param {number} port
 * @param {string} dataDir
 */
function settings(url, port, dataDir) {
  return {
    NODE_ENV: /** @type {const} */ ("production"),
    PORT: String(port),
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    PASSWORD_PEPPER: randomBytes(32).toString("hex"),
    DATA_DIR: dataDir,
    DATABASE_URL: "",
    SMTP_URL: "",
    WEB_CONCURRENCY: "",
  };
}

/** @param {string} url */
async function answering(url) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error(`it did not answer within ${START_TIMEOUT_MS / 1000} s`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}
