import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { Client } from "pg";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { db } from "@/lib/platform/db/client";
import { signUpByMail } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { copyPostgres, makePostgresTemplate } from "@/tests/support/database/databases";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { queryRows } from "@/tests/support/database/query-rows";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie, sessionLine } from "@/tests/support/requests/cookies";
import {
  type Answer,
  expectOrderlyLog,
  expectProblem,
  expectRetryAfter,
  expectSafe,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/*
 * What happens to people when the database does. PostgreSQL can stop and freeze; an SQLite file
 * can only be locked by somebody else. Each has a server and a database of its own here.
 */

const onPostgres = process.env.DATABASE_URL !== "";

/**
 * A request must be answered by then, whatever the database does. A write to a locked SQLite file waits for two
 * seconds, and so do the writes of the process's own work before it.
 */
const PATIENCE_MS = onPostgres ? 5000 : 10_000;

let folder: string;
let server: AppServer;
let account: Omit<Account, "id">;
let cookie: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-fault-"));
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const client = () => {
  const one = newClient(server.url, { fault: true });
  one.timeout(PATIENCE_MS);
  return one;
};

const get = (path: string) => client().get(path).set("Cookie", cookie).redirects(0);

const rename = (name: string) => client().patch("/api/me").set("Cookie", cookie).send({ name });

async function signIn(): Promise<string> {
  const { email, password } = account;
  return sessionCookie(await submitSignIn(client(), { email, password }));
}

/** 503 where a session counts, the cookie kept, the health of it told. */
async function expectUnavailable(): Promise<void> {
  const me = await get("/api/me");
  expectProblem(me, 503, "unavailable");
  expectRetryAfter(me);
  expect(me.headers).not.toHaveProperty("set-cookie");
  // What failed is told with the request that met it. A line may come after the answer.
  await until("the failure is in the log", () =>
    server
      .output()
      .split("\n")
      .some(
        (line) => line.includes('"level":50') && line.includes(`"${me.headers["x-request-id"]}"`),
      ),
  );

  const elsewhere = await client().post("/api/account").set("Sec-Fetch-Site", "cross-site");
  expectProblem(elsewhere, 403, "cross_site");

  const session = await get("/api/auth/session");
  expectProblem(session, 503, "unavailable");
  expect(sessionLine(session)).toBeUndefined();

  for (const path of ["/dashboard", "/settings"]) {
    const page = await get(path);
    expect({ path, status: page.status }).toEqual({ path, status: 503 });
    expectSafe(page);
    expectRetryAfter(page);
    expect(sessionLine(page)).toBeUndefined();
    expect(page.text).not.toContain(account.email);
  }

  await get("/api/health/live").expect(200);
  const ready = await get("/api/health/ready");
  expectProblem(ready, 503, "unavailable");
  expectRetryAfter(ready);
}

/** The forms of visitors come back with a message; what they typed is kept. */
async function expectFormsComeBack(): Promise<void> {
  const visitor = client();
  const { email, password } = account;
  const signedIn = await submitSignIn(visitor, { email, password });
  expect(signedIn.status).toBe(303);
  expect(signedIn.headers.location).toBe("/signin?callbackUrl=%2Fdashboard");
  expectRetryAfter(signedIn);
  expect(sessionLine(signedIn)).toBeUndefined();
  const form = await visitor.get("/signin").expect(200);
  expect(form.text).toContain(english("problems.unavailable"));
  expect(form.text).toContain(email);

  const fields = { name: "Ada", email: newEmail(), password: "seven lemons on the wall" };
  const signUp = await client().post("/api/account").send(fields);
  expectProblem(signUp, 503, "unavailable");
  expectRetryAfter(signUp);
}

/** Waits until the app has noticed that its database is back. */
async function expectRecovery(): Promise<void> {
  const deadline = Date.now() + 15_000;
  while ((await get("/api/health/ready")).status !== 200 && Date.now() < deadline) await sleep(50);
  await get("/api/health/ready").expect(200);
  const me = await get("/api/me").expect(200);
  expect(me.body.user.email).toBe(account.email);
  await get("/dashboard").expect(200);
  await signIn();
}

if (onPostgres) {
  describe("70 PostgreSQL [V16.3.4 V16.5.2 V16.5.3]", () => {
    let postgres: Postgres;
    let databaseUrl: string;

    beforeAll(async () => {
      postgres = await startPostgres();
      await makePostgresTemplate(postgres.url);
      databaseUrl = await copyPostgres(postgres.url, "fault");
      server = await startServer({ dataDir: folder, databaseUrl });
      // This database is not the one lib/ writes to in tests.
      account = await signUpByMail(server);
      cookie = await signIn();
      await get("/api/me").expect(200);
    }, START_MS);

    afterAll(async () => {
      await server?.stop();
      await postgres?.remove();
    }, START_MS);

    test(
      "stopped: 503 and the cookie kept; started again: the same cookie is signed in",
      async () => {
        await postgres.stop();
        await expectUnavailable();
        await expectFormsComeBack();
        await postgres.start();
        await expectRecovery();
        expectOrderlyLog(server.output());
      },
      START_MS,
    );

    test(
      "frozen with open connections: 503 in time; resumed: the same cookie is signed in",
      async () => {
        await postgres.freeze();
        try {
          await expectUnavailable();
          await expectFormsComeBack();
        } finally {
          await postgres.thaw();
        }
        await expectRecovery();
        expectOrderlyLog(server.output());
      },
      START_MS,
    );

    test(
      "stopped in the middle of many requests: each is answered, and none is signed out",
      async () => {
        const requests = Array.from({ length: 40 }, () => get("/api/me"));
        const [answers] = await Promise.all([Promise.all(requests), postgres.stop()]);
        for (const answer of answers) {
          expect([200, 503]).toContain(answer.status);
          expect(sessionLine(answer)).toBeUndefined();
        }
        await postgres.start();
        await expectRecovery();
      },
      START_MS,
    );

    /** Stops the server when a change waits in its transaction: the name is new, the event is not yet. */
    async function stopDuring(change: PromiseLike<Answer>): Promise<Answer> {
      const other = new Client({ connectionString: databaseUrl });
      // The stop ends this connection, too.
      other.on("error", () => {});
      await other.connect();
      await other.query('BEGIN; LOCK TABLE "SecurityEvent" IN SHARE MODE');
      // A request is sent when somebody asks for its answer.
      const answer = Promise.resolve(change);
      await until("the change waits", async () => {
        const { rows } = await other.query("SELECT FROM pg_locks WHERE NOT granted");
        return rows.length > 0;
      });
      // Frozen meanwhile, the app sends no commit: the connection that holds the lock may end first.
      process.kill(server.pid, "SIGSTOP");
      try {
        await postgres.stop();
      } finally {
        process.kill(server.pid, "SIGCONT");
      }
      return answer;
    }

    test(
      "stopped during a change: 503, and nothing of it is stored",
      async () => {
        const answer = await stopDuring(rename("Half Done"));
        expectProblem(answer, 503, "unavailable");
        expectRetryAfter(answer);
        expect(sessionLine(answer)).toBeUndefined();
        await postgres.start();
        await expectRecovery();
        expect(await queryRows(databaseUrl, 'SELECT "name" FROM "User"')).toEqual([
          { name: "Ada Lovelace" },
        ]);
        const half = `SELECT FROM "SearchKey" WHERE "key" LIKE 'half%'`;
        expect(await queryRows(databaseUrl, half)).toEqual([]);
        const changes = `SELECT FROM "SecurityEvent" WHERE "detail" = 'name'`;
        expect(await queryRows(databaseUrl, changes)).toEqual([]);
        await rename("Ada King").expect(200);
        expectOrderlyLog(server.output());
      },
      START_MS,
    );
  });
} else {
  describe("SQLite", () => {
    beforeAll(async () => {
      account = await createAccount();
      await db.$executeRawUnsafe(`VACUUM INTO '${join(folder, DATABASE_FILE)}'`);
      server = await startServer({ dataDir: folder });
      cookie = await signIn();
    }, START_MS);

    test(
      "locked by another process: reads continue, writes are answered 503, then work again",
      async () => {
        const other = new Database(join(folder, DATABASE_FILE));
        other.exec("BEGIN IMMEDIATE");
        try {
          await get("/api/me").expect(200);
          await get("/dashboard").expect(200);
          const renamed = await rename("Ada King");
          expectProblem(renamed, 503, "unavailable");
          expectRetryAfter(renamed);
          await expectFormsComeBack();
        } finally {
          other.exec("ROLLBACK");
          other.close();
        }
        await rename("Ada King").expect(200);
        await expectRecovery();
        expectOrderlyLog(server.output());
      },
      START_MS,
    );
  });
}
