import { spawnSync } from "node:child_process";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { closeDatabase } from "@/tests/support/database/close-database";
import { createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { type Answer, expectOrderlyLog, expectSound } from "@/tests/support/requests/expectations";
import { raw } from "@/tests/support/requests/raw";

/* WEB_CONCURRENCY=2 on one SQLite file. How they end is in termination.test.ts. */

const AT_ONCE = 8;

const dataDir = String(process.env.DATA_DIR);
let server: AppServer;

beforeAll(async () => {
  server = await startServer({
    dataDir,
    program: ["scripts/start.mjs"],
    env: { WEB_CONCURRENCY: "2" },
  });
  await until("both workers are ready", () => ready().length === 2);
}, START_MS);

afterAll(async () => {
  expect(await server.stop()).toBe(0);
  expectOrderlyLog(server.output());
});

const told = (line: RegExp) => [...server.output().matchAll(line)].map((match) => match[1]);

/** The process ids of all workers there have been. */
const ready = () => told(/^ {2}Worker (\d+) is ready$/gm).map(Number);

/** Which worker gave an answer: its line in the log says so. */
async function workerOf({ headers }: Answer): Promise<number> {
  const id = String(headers["x-request-id"]);
  const line = () =>
    server
      .output()
      .split("\n")
      .slice(0, -1)
      .find((text) => text.includes(id) && text.includes('"msg":"request"'));
  await until(`a line for ${id}`, () => line() !== undefined);
  return JSON.parse(String(line())).pid;
}

/** Asks, over new connections, until each of these workers has answered. @returns the statuses */
async function askBoth(workers: number[], path: string, cookie = ""): Promise<Set<number>> {
  const statuses = new Set<number>();
  const missing = new Set(workers);
  await until(`answers of ${workers}`, async () => {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        raw("GET", path, { url: server.url, headers: { Cookie: cookie } }),
      ),
    );
    for (const answer of answers) {
      expectSound(answer);
      statuses.add(answer.status);
      missing.delete(await workerOf(answer));
    }
    return missing.size === 0;
  });
  return statuses;
}

test("both answer, and the first administrator's link is printed once", async () => {
  expect(await askBoth(ready(), "/api/health/ready")).toEqual(new Set([200]));
  expect(told(/^(No administrator yet)/gm)).toHaveLength(1);
});

test("both know a session, and its end", async () => {
  const { email, password } = await createAccount();
  const client = newClient(server.url);
  const cookie = sessionCookie(await submitSignIn(client, { email, password }));
  expect(await askBoth(ready(), "/api/me", cookie)).toEqual(new Set([200]));
  const { body } = await client.get("/api/me").expect(200);
  await client.delete(`/api/me/sessions/${body.session.id}`).expect(204);
  expect(await askBoth(ready(), "/api/me", cookie)).toEqual(new Set([401]));
});

test("kill -9 of one under load: the other continues, and a new one starts", async () => {
  const { email, password } = await createAccount();
  const cookie = sessionCookie(await submitSignIn(newClient(server.url), { email, password }));
  const [killed = 0, other = 0] = ready();
  let over = false;
  let broken = 0;
  const visit = async () => {
    while (!over) {
      const visited = raw("GET", "/api/me", { url: server.url, headers: { Cookie: cookie } });
      const answer = await visited.catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ECONNRESET") throw error;
        broken++;
      });
      if (answer) expect(answer.status).toBe(200);
    }
  };
  const visitors = Promise.allSettled(Array.from({ length: AT_ONCE }, visit));
  await askBoth([killed, other], "/api/me", cookie);
  process.kill(killed, "SIGKILL");
  await until("a third worker", () => ready().length === 3);
  const [, , third = 0] = ready();
  expect(await askBoth([other, third], "/api/me", cookie)).toEqual(new Set([200]));
  over = true;
  // Who was never answered, nor refused, would still wait here.
  for (const visitor of await visitors) if (visitor.status === "rejected") throw visitor.reason;
  expect(broken).toBeLessThanOrEqual(AT_ONCE);
});

test("a worker that cannot start is retried, later each time, while the other serves", async () => {
  const files = ["", "-wal", "-shm"].map((suffix) => join(dataDir, DATABASE_FILE + suffix));
  // Else this process would mend the file it has open.
  await closeDatabase();
  const [, other = 0, third = 0] = ready();
  for (const file of files) renameSync(file, `${file}.away`);
  process.kill(third, "SIGKILL");
  const pauses = () => told(/^ {2}Worker \d+ ended \(\w+\): another starts in (\d+) s$/gm);
  await until("two pauses more", () => pauses().length === 3);
  expect(pauses()).toEqual(["1", "2", "4"]);
  expect(told(/^(Pending migrations: .*)$/gm)).toHaveLength(1);
  expect(await askBoth([other], "/api/health/live")).toEqual(new Set([200]));
  for (const file of files) renameSync(`${file}.away`, file);
  await until("a fourth worker", () => ready().length === 4);
});

test("a mistake at the start is reported once, and ends all processes", async () => {
  const args = JSON.stringify(["start", "--port", String(await freePort())]);
  const script = `import { serve } from "./scripts/start/serve.mjs";
    serve("node_modules/next/dist/bin/next", ${args}, 3)`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", script],
    {
      env: { ...process.env, ...server.env, NEXTAUTH_SECRET: "short" },
      encoding: "utf8",
      // Jest's own limit cannot come while this waits.
      timeout: 30_000,
    },
  );
  expect(stderr).toBe("NEXTAUTH_SECRET is too short: 32 characters or more\n");
  expect(stdout.match(/Next\.js/g)).toHaveLength(1);
  expect(status).toBe(1);
});
