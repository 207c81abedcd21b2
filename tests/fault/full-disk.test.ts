import { chmodSync, cpSync, mkdtempSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { handedOver } from "@/tests/support/app/handed-over";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { closeDatabase } from "@/tests/support/database/close-database";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import {
  fillDisk,
  freeDisk,
  limitFileSize,
  MINDING_MODES,
  mountSmallDisk,
  unmountDisk,
} from "@/tests/support/process/small-disk";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie, sessionLine } from "@/tests/support/requests/cookies";
import {
  expectOrderlyLog,
  expectProblem,
  expectRetryAfter,
  expectSound,
} from "@/tests/support/requests/expectations";

/* 71: SQLite's file can be read and not written. */

/** More than the server's own log takes, far less than the write-ahead log may grow to. */
const LOG_ROOM = 300_000;

let account: Account;
let server: AppServer;
let cookie: string;

beforeAll(async () => {
  account = await createAccount();
  // What is copied below is then one file.
  await closeDatabase();
});

afterEach(() => server?.stop());

const folderHere = () => mkdtempSync(join(handedOver("worldFolder"), "disk-"));

/** Starts the app on a copy of the database in `folder`; its log stays elsewhere. */
async function start(folder: string, under: string[] = []): Promise<void> {
  const dataDir = String(process.env.DATA_DIR);
  server = await startServer({ dataDir, env: { DATA_DIR: folder }, under });
}

const copyDatabase = (folder: string) =>
  cpSync(join(String(process.env.DATA_DIR), DATABASE_FILE), join(folder, DATABASE_FILE));

/** Signs in, and ages the session so that the next request wants to note when it was seen. */
async function signIn(folder: string): Promise<void> {
  const { email, password } = account;
  cookie = sessionCookie(await submitSignIn(newClient(server.url), { email, password }));
  const file = new Database(join(folder, DATABASE_FILE));
  const earlier = new Date(Date.now() - 5 * 60_000).toISOString();
  file.prepare('UPDATE "Session" SET "lastSeenAt" = ?').run(earlier);
  file.close();
}

const signUp = (email: string) =>
  newClient(server.url, { fault: true })
    .post("/api/account")
    .send({ name: "Ada", email, password: "seven lemons on the wall" });

const rename = (name: string) =>
  newClient(server.url, { fault: true }).patch("/api/me").set("Cookie", cookie).send({ name });

/** Reading goes on, signed in as before; what must write says that it cannot now. */
async function expectReadsAndNoWrites(): Promise<void> {
  for (const path of ["/api/me", "/api/me/events", "/api/me/sessions", "/dashboard", "/settings"]) {
    const answer = await newClient(server.url).get(path).set("Cookie", cookie);
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    expectSound(answer);
    expect(sessionLine(answer)).toBeUndefined();
  }
  await newClient(server.url).get("/api/health/live").expect(200);

  for (const write of [await signUp(newEmail()), await rename("Nobody")]) {
    expectProblem(write, 503, "unavailable");
    expectRetryAfter(write);
    expect(sessionLine(write)).toBeUndefined();
  }
  const { email, password } = account;
  const form = await submitSignIn(newClient(server.url), { email, password });
  expect(form.status).toBe(303);
  expect(form.headers.location).toMatch(/^\/signin/);
  expect(sessionLine(form)).toBeUndefined();
}

/** It works again, and what was refused left no trace. */
async function expectRecovery(folder: string, name: string): Promise<void> {
  await until("it writes again", async () => (await rename(name)).status === 200);
  expect((await signUp(newEmail())).status).toBe(202);
  const { body } = await newClient(server.url).get("/api/me").set("Cookie", cookie).expect(200);
  expect(body.user.name).toBe(name);
  const file = new Database(join(folder, DATABASE_FILE), { readonly: true });
  expect(file.pragma("integrity_check", { simple: true })).toBe("ok");
  const names = file.prepare('SELECT "name" FROM "User"').pluck().all();
  expect(names).not.toContain("Nobody");
  const alone = 'SELECT "email" FROM "User" WHERE "id" NOT IN (SELECT "userId" FROM "Password")';
  expect(file.prepare(alone).all()).toEqual([]);
  file.close();
  expectOrderlyLog(server.output());
}

test(
  "71 files that cannot grow: reads continue, writes are answered 503, then work again [V16.5.2]",
  async () => {
    const folder = folderHere();
    copyDatabase(folder);
    await start(folder);
    await signIn(folder);
    // The write-ahead log becomes the longest file there is; then no write may go beyond its end.
    const length = () => statSync(join(folder, `${DATABASE_FILE}-wal`)).size;
    while (length() < LOG_ROOM) expect((await signUp(newEmail())).status).toBe(202);
    limitFileSize(server.pid, length());
    await expectReadsAndNoWrites();
    limitFileSize(server.pid, "unlimited");
    await expectRecovery(folder, "Ada King");
  },
  START_MS,
);

describe("a disk of 2 MB (where tests may mount one)", () => {
  const folder = folderHere();
  const mounted = mountSmallDisk(folder);
  afterAll(() => {
    if (mounted) unmountDisk(folder);
  });

  // Not every machine lets its tests mount; the test above is for all of them.
  (mounted ? test : test.skip)(
    `71 that is full: reads go on, writes are answered 503, then work again${mounted ? "" : " (skipped: this machine mounts no disk)"} [V16.5.2]`,
    async () => {
      copyDatabase(folder);
      await start(folder);
      await signIn(folder);
      fillDisk(folder);
      await expectReadsAndNoWrites();
      freeDisk(folder);
      await expectRecovery(folder, "Ada Byron");
    },
    START_MS,
  );
});

test(
  "71 a read-only file: reads continue, writes are answered 503, a restart repairs it [V16.5.2]",
  async () => {
    const folder = folderHere();
    copyDatabase(folder);
    await start(folder);
    await signIn(folder);
    await server.stop();

    const file = join(folder, DATABASE_FILE);
    chmodSync(file, 0o444);
    await start(folder, MINDING_MODES);
    await expectReadsAndNoWrites();
    await server.stop();

    chmodSync(file, 0o600);
    await start(folder, MINDING_MODES);
    await expectRecovery(folder, "Ada Noel");
  },
  START_MS,
);
