import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { buildStandalone } from "@/tests/support/app/build-copy";
import { nodeProgram } from "@/tests/support/app/dockerfile";
import { appEnvironment } from "@/tests/support/app/environment";
import { signUpByMail } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { submitSignIn } from "@/tests/support/people/accounts";
import { BUILD_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { expectOrderlyLog } from "@/tests/support/requests/expectations";

/*
 * The folder that a container holds, started as the Dockerfile says, with nothing else around it:
 * the tree it was built from is gone.
 */

/** What must not get from the builder's machine into the folder. */
const ENV_FILES = { ".env": "LOG_LEVEL=silent\n", ".env.production": "LOG_LEVEL=silent\n" };

let folder = "";
let postgres: Postgres | undefined;
const started: AppServer[] = [];

beforeAll(async () => {
  folder = await buildStandalone(ENV_FILES);
  postgres = await startPostgres();
}, BUILD_MS);

afterAll(async () => {
  for (const server of started) await server.stop();
  await postgres?.remove();
  rmSync(folder, { recursive: true, force: true });
}, BUILD_MS);

const newDataDir = () => mkdtempSync(join(String(process.env.DATA_DIR), "standalone-"));

/** Runs the container's command. */
async function start(options: {
  dataDir: string;
  databaseUrl?: string;
  env?: Record<string, string>;
}): Promise<AppServer> {
  const server = await startServer({
    ...options,
    env: { AUTO_MIGRATE: "true", ...options.env },
    cwd: folder,
    program: nodeProgram("CMD"),
  });
  started.push(server);
  return server;
}

/** Runs the container's health check. @returns its exit code */
const checkHealth = ({ url }: AppServer) =>
  exitCodeOf(nodeProgram("HEALTHCHECK"), { PORT: new URL(url).port });

/** Runs a program in the folder. @returns its exit code */
function exitCodeOf(program: string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, {
      cwd: folder,
      env: { ...process.env, ...env },
    });
    child.once("exit", (code) => resolve(code ?? -1));
  });
}

/** Why the container's command ended by itself. */
const refusal = (options: Parameters<typeof start>[0]) =>
  start(options).then(
    () => "",
    (error: Error) => error.message,
  );

/** Every file of the folder, and when it was written. */
const contents = () =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .sort()
    .map((name) => [name, statSync(join(folder, name)).mtimeMs]);

test("the folder is self-contained, and has nothing of the machine it was built on", () => {
  const outside = createRequire(join(folder, "..", "nothing.js"));
  expect(() => outside.resolve("next")).toThrow("Cannot find module");
  expect(readdirSync(folder).filter((name) => name.startsWith(".env"))).toEqual([]);
});

test.each(["SQLite", "PostgreSQL"])(
  "on an empty %s database: migrated, served, drained, started again",
  async (kind) => {
    const untouched = contents();
    const dataDir = newDataDir();
    const databaseUrl = kind === "PostgreSQL" ? String(postgres?.url) : "";
    const server = await start({ dataDir, databaseUrl });
    expect(server.output()).toMatch(/Applied \d+ migrations?\n/);
    expect(existsSync(join(dataDir, DATABASE_FILE))).toBe(kind === "SQLite");
    await newClient(server.url).get("/api/health/ready").expect(200);
    expect(await checkHealth(server)).toBe(0);

    const { email, password } = await signUpByMail(server);
    const visitor = newClient(server.url);
    const signedIn = await submitSignIn(visitor, { email, password });
    expect(signedIn.headers.location).toMatch(/\/dashboard$/);
    const me = await visitor.get("/api/me").expect(200);
    expect(me.body.user.email).toBe(email);
    const { text } = await visitor.get("/dashboard").expect(200);
    const assets = new Set(text.match(/(?<=(?:href|src)=")\/[^"]+\.(?:css|js|svg)(?=[?"])/g));
    for (const ending of [".css", ".js", ".svg"]) {
      expect([...assets].filter((asset) => asset.endsWith(ending))).not.toEqual([]);
    }
    for (const asset of assets) {
      await newClient(server.url)
        .get(asset)
        .expect(200)
        .expect("X-Content-Type-Options", "nosniff")
        .expect("Content-Security-Policy", /^default-src 'self';/);
    }
    await newClient(server.url)
      .get("/dashboard")
      .expect(307)
      .expect("Location", /\/signin\?callbackUrl=%2Fdashboard$/);

    expect(await server.stop("SIGTERM")).toBe(0);
    expect(await checkHealth(server)).toBe(1);
    expectOrderlyLog(server.output());

    const again = await start({ dataDir, databaseUrl });
    await newClient(again.url).get("/api/me").set("Cookie", sessionCookie(signedIn)).expect(200);
    expect(again.output().match(/Applied/g)).toHaveLength(1);
    expect(await again.stop("SIGTERM")).toBe(0);
    expect(contents()).toEqual(untouched);
  },
);

test("mistakes stop the start, and the database is left alone", async () => {
  const dataDir = newDataDir();
  const weak = await refusal({ dataDir, env: { NEXTAUTH_SECRET: "" } });
  expect(weak).toMatch(/^Cannot start: NEXTAUTH_SECRET is missing$/m);
  const portless = { ...appEnvironment({ DATA_DIR: dataDir, AUTO_MIGRATE: "true" }), PORT: "many" };
  expect(await exitCodeOf(nodeProgram("CMD"), portless)).toBe(1);
  expect(existsSync(join(dataDir, DATABASE_FILE))).toBe(false);
  const pending = await refusal({ dataDir, env: { AUTO_MIGRATE: "false" } });
  expect(pending).toMatch(/^Cannot start: Pending migrations: /m);
  // As docs/deploy.md says to migrate as a step of its own.
  const env = appEnvironment({ DATA_DIR: dataDir, AUTO_MIGRATE: "true" });
  expect(await exitCodeOf(["scripts/start/prepare-database.mjs"], env)).toBe(0);
  const server = await start({ dataDir, env: { AUTO_MIGRATE: "false" } });
  expect(await server.stop("SIGTERM")).toBe(0);
});

test("accounts can be managed on the container's terminal", async () => {
  const dataDir = newDataDir();
  const env = appEnvironment({ DATA_DIR: dataDir, AUTO_MIGRATE: "true" });
  expect(await exitCodeOf(["scripts/start/prepare-database.mjs"], env)).toBe(0);
  const account = (...args: string[]) => exitCodeOf(["scripts/account.mjs", ...args], env);
  expect(await account("create", "ada@example.com", "Ada", "admin")).toBe(0);
  expect(await account("list")).toBe(0);
  expect(await account("reset-link", "ada@example.com")).toBe(0);
  expect(await account("remove-factors", "ada@example.com")).toBe(1);
  expect(await account("no such command")).toBe(2);
});

test("people can be imported and exported on the container's terminal", async () => {
  const [from, to] = [newDataDir(), newDataDir()];
  const environmentOf = (dataDir: string) =>
    appEnvironment({ DATA_DIR: dataDir, AUTO_MIGRATE: "true" });
  for (const dataDir of [from, to]) {
    const code = await exitCodeOf(["scripts/start/prepare-database.mjs"], environmentOf(dataDir));
    expect(code).toBe(0);
  }
  const people = (name: string, dataDir: string, ...args: string[]) =>
    exitCodeOf([`scripts/people/${name}.mjs`, ...args], environmentOf(dataDir));
  const table = join(from, "users.csv");
  // A hash that is wrapped: by a thread of its own.
  const weak = createHash("md5").update("correct horse 7").digest("hex");
  writeFileSync(
    table,
    `email,email_verified,password,password_hasher\nada@example.com,true,${weak},md5\n`,
  );
  expect(await people("import", from, table, "--from", "csv")).toBe(0);
  expect(readFileSync(`${table}.report.csv`, "utf8")).toContain("created,ada@example.com");
  const exported = join(to, "accounts.ndjson");
  expect(await people("export", from, exported)).toBe(0);
  expect(await people("import", to, exported, "--from", "latchkey")).toBe(0);
  const server = await start({ dataDir: to });
  const visitor = newClient(server.url);
  const signedIn = await submitSignIn(visitor, {
    email: "ada@example.com",
    password: "correct horse 7",
  });
  expect(signedIn.headers.location).toMatch(/\/dashboard$/);
  expect(await server.stop("SIGTERM")).toBe(0);
});

test("serves with the configured number of processes", async () => {
  const server = await start({ dataDir: newDataDir(), env: { WEB_CONCURRENCY: "2" } });
  const ready = () => server.output().match(/Worker \d+ is ready/g)?.length === 2;
  await until("both workers are ready", ready);
  await newClient(server.url).get("/api/health/ready").expect(200);
  expect(await server.stop("SIGTERM")).toBe(0);
});
