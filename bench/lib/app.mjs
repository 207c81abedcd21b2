import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "./run.mjs";
import { answers, startProcess } from "./server.mjs";
import { temporaryFolder } from "./temporary.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const LEFT_OUT = new Set([".git", ".next", ".data", "node_modules", "bench", "tests", "docs"]);
const NEXT = "node_modules/next/dist/bin/next";
const secret = randomBytes(32).toString("base64url");

/**
 * Copies the app into a folder beside it, adds files, and builds it. The copy is removed when this process
 * ends.
 * @param files path in the copy → file or folder of bench/
 * @param edits path in the copy → what is made of its text
 */
export async function buildCopy(files = {}, edits = {}) {
  // Beside the app, because hard links need one disk and Next refuses symbolic links out of its folder.
  const folder = temporaryFolder(path.dirname(root));
  cpSync(root, folder, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(path.relative(root, source)),
  });
  execFileSync("cp", ["-al", path.join(root, "node_modules"), path.join(folder, "node_modules")]);
  for (const [name, source] of Object.entries(files)) {
    cpSync(path.join(root, "bench", source), path.join(folder, name), { recursive: true });
  }
  for (const [name, edit] of Object.entries(edits)) {
    const file = path.join(folder, name);
    const text = edit(readFileSync(file, "utf8"));
    // Written anew: the file may be a hard link.
    rmSync(file);
    writeFileSync(file, text);
  }
  const app = builtAt(folder);
  await runIn(app, ["scripts/prisma/generate.mjs"]);
  await migrate(app);
  // Types were checked where the code came from, whose tests are not copied.
  await runIn(app, [NEXT, "build"], { LATCHKEY_SKIP_TYPES: "1" });
  return app;
}

/** Uses a tree that is built already. */
export const builtAt = (folder) => ({ folder, data: path.join(folder, ".data") });

/** Applies the migrations to another database of a built copy: `DATA_DIR` or `DATABASE_URL`. */
export const migrate = (app, more) => runIn(app, ["scripts/prisma/migrate.mjs"], more);

/** Runs Node in a copy, with the environment of its server. @throws with the output when it fails */
export const runIn = (app, command, more) =>
  run(command, { cwd: app.folder, env: environment(app, "http://localhost", more) });

/**
 * Starts `next start` of a built copy on a free port.
 * @param node of nodesOf(), if it is another than this one
 * @returns url, pid, start time, stop()
 */
export function startApp(app, more, node) {
  return startProcess({
    // As `npm start` does (scripts/start/serve.mjs).
    command: [
      "--require",
      "./scripts/start/early-requests.cjs",
      NEXT,
      "start",
      "-H",
      "127.0.0.1",
      "-p",
      "PORT",
    ],
    cwd: app.folder,
    env: (url) => environment(app, url, more),
    node,
  });
}

/** Starts a built copy on a free port, with that many processes, as `npm start` does once it is prepared. */
export function startWorkers(app, workers, more) {
  const serve = `import { serve } from "./scripts/start/serve.mjs";
    serve("${NEXT}", ["start", "-H", "127.0.0.1", "-p", process.env.PORT], ${workers});`;
  return startProcess({
    command: ["--input-type=module", "--eval", serve],
    cwd: app.folder,
    env: (url) => environment(app, url, { ...more, WEB_CONCURRENCY: String(workers) }),
  });
}

/** The same as startApp(), and waits until it is ready. */
export async function startServer(app, more) {
  const server = await startApp(app, more);
  await answers(server, "/api/health/ready");
  return server;
}

function environment(app, url, more = {}) {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: secret,
    PASSWORD_PEPPER: secret,
    DATA_DIR: app.data,
    LOG_LEVEL: "warn",
    ...more,
  };
}
