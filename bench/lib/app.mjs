import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const LEFT_OUT = new Set([".git", ".next", ".data", "node_modules", "bench", "tests", "docs"]);

/**
 * Copies the app beside itself, adds files, and builds it.
 * @param files path → content
 */
export async function buildCopy(files = {}) {
  const folder = mkdtempSync(path.join(path.dirname(root), "latchkey-bench-"));
  const app = {
    folder,
    data: path.join(folder, ".data"),
    remove: () => rmSync(folder, { recursive: true }),
  };
  cpSync(root, folder, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(path.relative(root, source)),
  });
  // Hard links: a symbolic link that leaves the folder is refused by the bundler.
  execFileSync("cp", ["-al", path.join(root, "node_modules"), path.join(folder, "node_modules")]);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const env = environment(app, 3000);
  const run = (...command) =>
    execFileSync(process.execPath, command, {
      cwd: folder,
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
  console.log(`building in ${path.basename(folder)}`);
  run("scripts/prisma/generate.mjs");
  run("scripts/prisma/migrate.mjs");
  run("node_modules/next/dist/bin/next", "build");
  return app;
}

/** A tree that is built already. */
export const builtAt = (folder) => ({ folder, data: path.join(folder, ".data"), remove() {} });

/** Applies the migrations to another database of a built copy: `DATA_DIR` or `DATABASE_URL`. */
export function migrate(app, more) {
  execFileSync(process.execPath, ["scripts/prisma/migrate.mjs"], {
    cwd: app.folder,
    env: environment(app, 3000, more),
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const secret = randomBytes(32).toString("base64url");

function environment(app, port, more = {}) {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: secret,
    DATA_DIR: app.data,
    LOG_LEVEL: "warn",
    ...more,
  };
}

/** Starts `next start` of a built copy on a free port. @returns url, pid, output so far, stop() */
export async function startServer(app, more) {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-p", String(port)],
    {
      cwd: app.folder,
      env: environment(app, port, more),
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const server = { url: `http://localhost:${port}`, pid: child.pid, output: "", stop };
  child.stdout.on("data", (chunk) => {
    server.output += chunk;
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  async function stop() {
    child.kill();
    await ended;
  }
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error("the server did not start");
    const answer = await fetch(`${server.url}/api/health/ready`).catch(() => null);
    if (answer?.ok) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error("the server did not become ready");
}

/** @returns a port that nobody listens on */
export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
