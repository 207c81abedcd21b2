import { db } from "@/lib/platform/db/client";
import type { sweep } from "@/lib/platform/db/tables/upkeep/sweep";
import { limits } from "@/lib/platform/rate-limit/limits";
import { sweepLimits } from "@/lib/web/server/cleanup";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { LONG_AFTER, spendTries } from "@/tests/support/database/throttles";
import { mailTo } from "@/tests/support/mail/mail";
import { createAccount, newEmail, submitSignIn } from "@/tests/support/people/accounts";
import {
  acknowledged,
  expectAllKept,
  HALF_MADE,
  signIn,
  signUp,
} from "@/tests/support/people/acknowledged";
import { type OtherProcess, startProcess } from "@/tests/support/process/other-process";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { atOnce } from "@/tests/support/requests/at-once";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { expectOrderlyLog, expectSound } from "@/tests/support/requests/expectations";
import { type LocalProxy, SERVED_BY, startProxy } from "@/tests/support/requests/proxy";

/* Three processes of the app on one PostgreSQL, behind a proxy that asks them by turns. */

const PROCESSES = 3;

const dataDir = String(process.env.DATA_DIR);
let proxy: LocalProxy;
let servers: AppServer[] = [];

beforeAll(async () => {
  proxy = await startProxy();
  const env = { NEXTAUTH_URL: proxy.url, TRUSTED_PROXY_HOPS: "2" };
  const databaseUrl = String(process.env.DATABASE_URL);
  servers = await Promise.all(
    Array.from({ length: PROCESSES }, () => startServer({ dataDir, databaseUrl, env })),
  );
  proxy.to(servers.map(({ url }) => url));
}, START_MS);

afterAll(async () => {
  const codes = await Promise.all(servers.map((server) => server.stop()));
  await proxy.stop();
  expectOrderlyLog(servers[0]?.output() ?? "");
  // The last test has killed the first of them.
  expect(codes).toEqual([null, 143, 143]);
});

/** What each process answers to one and the same request. */
async function inTurn(send: () => PromiseLike<{ status: number; headers: object }>) {
  const answers = [];
  for (let n = 0; n < PROCESSES; n++) answers.push(await send());
  const by = new Set(answers.map(({ headers }) => (headers as Record<string, string>)[SERVED_BY]));
  expect(by.size).toBe(PROCESSES);
  return answers.map(({ status }) => status);
}

const readMe = (cookie: string) => newClient(proxy.url).get("/api/me").set("Cookie", cookie);

test("every process knows a session, and its end", async () => {
  const { email, password } = await createAccount();
  const client = newClient(proxy.url);
  const cookie = sessionCookie(await submitSignIn(client, { email, password }));
  expect(await inTurn(() => readMe(cookie))).toEqual([200, 200, 200]);
  const { body } = await client.get("/api/me").expect(200);
  await client.delete(`/api/me/sessions/${body.session.id}`).expect(204);
  expect(await inTurn(() => readMe(cookie))).toEqual([401, 401, 401]);
});

/** Tries a password. @returns the status */
const attempt = async (email: string, password: string) =>
  (await submitSignIn(newClient(proxy.url), { email, password, json: "true" })).status;

test("throttles count the tries of all processes", async () => {
  const { email } = await createAccount();
  const guess = () => attempt(email, "not the password");
  for (let n = 0; n < limits.signInByAccount.points; n++) expect(await guess()).toBe(401);
  await spendTries({ limit: limits.signInByAccount, subject: email }, LONG_AFTER);
  expect([await guess(), await guess(), await guess(), await guess()]).toEqual([
    401, 429, 429, 429,
  ]);
});

test("all processes empty the outbox, and each mail is sent once", async () => {
  const emails: string[] = [];
  const person = async () => {
    for (let n = 0; n < 5; n++) {
      const email = newEmail();
      const fields = { name: "Ada", email, password: "seven lemons on the wall" };
      await newClient(proxy.url).post("/api/account").send(fields).expect(202);
      emails.push(email);
    }
  };
  await Promise.all(Array.from({ length: 2 * PROCESSES }, person));
  const waiting = () => db.outboxMail.count({ where: { deliveredAt: null } });
  await until("the outbox is empty", async () => (await waiting()) === 0);
  const counts = await Promise.all(
    emails.map(async (email) => (await mailTo(dataDir, email)).length),
  );
  expect(counts).toEqual(emails.map(() => 1));
});

test("clean-ups of all processes at once delete each row once, and none fails", async () => {
  const OLD = 2000;
  const AT_ONCE = 200;
  const { id: userId } = await createAccount();
  const past = new Date(Date.now() - 1000);
  const times = { authenticatedAt: past, lastSeenAt: past, expiresAt: past };
  // Not all in one statement: on a busy machine it would take longer than one may.
  for (let from = 0; from < OLD; from += AT_ONCE) {
    await db.session.createMany({
      data: Array.from({ length: AT_ONCE }, (_, n) => ({
        secretHash: `old-${from + n}`,
        userId,
        remember: false,
        ...times,
      })),
    });
  }
  const sweepers: OtherProcess<{ sweep: typeof sweep }>[] = await Promise.all(
    servers.map(() =>
      startProcess<{ sweep: typeof sweep }>("@/lib/platform/db/tables/upkeep/sweep"),
    ),
  );
  const gone = await atOnce(PROCESSES, sweepers, (sweeper) =>
    sweeper.call("sweep", sweepLimits(Date.now())),
  );
  await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
  expect(gone.reduce((sum, { sessions = 0 }) => sum + sessions, 0)).toBe(OLD);
  expect(await db.session.count({ where: { userId } })).toBe(0);
});

/** One column of the database. */
async function column(query: string): Promise<string[]> {
  const rows = await db.$queryRawUnsafe<Record<string, string>[]>(query);
  return rows.map((row) => String(Object.values(row)[0]));
}

test("kill -9 of one under load: nothing acknowledged is lost, nobody is signed out, throttles hold", async () => {
  const WRITERS = 6;
  const READERS = 3;
  const account = await createAccount();
  const guessed = await createAccount();
  await spendTries({ limit: limits.signInByAccount, subject: guessed.email }, LONG_AFTER);
  expect(await attempt(guessed.email, "not the password")).toBe(401);
  await signIn(proxy.url, account);
  const [cookie = ""] = acknowledged.cookies;

  let over = false;
  let broken = 0;
  const again = async (act: () => Promise<void>) => {
    while (!over) {
      await act().catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ECONNRESET") throw error;
        broken++;
      });
    }
  };
  const read = async () => {
    const answer = await readMe(cookie);
    expectSound(answer, { signedIn: true });
    expect(answer.status).toBe(200);
  };
  const load = Promise.allSettled([
    again(() => signIn(proxy.url, account)),
    ...Array.from({ length: WRITERS }, () => again(() => signUp(proxy.url))),
    ...Array.from({ length: READERS }, () => again(read)),
  ]);
  const more = async (what: string) => {
    const enough = acknowledged.emails.size + 3 * WRITERS;
    await until(what, () => acknowledged.emails.size >= enough);
  };
  await more("sign-ups with all three");
  expect(broken).toBe(0);
  await servers[0]?.stop("SIGKILL");
  await more("sign-ups with two");
  over = true;
  for (const one of await load) if (one.status === "rejected") throw one.reason;
  // At most what each had in flight at the one that was killed.
  expect(broken).toBeLessThanOrEqual(1 + WRITERS + READERS);

  for (const [what, query] of Object.entries(HALF_MADE)) {
    expect({ what, found: await column(query) }).toEqual({ what, found: [] });
  }
  const waiting = await column('SELECT "sealed" FROM "OutboxMail" WHERE "sealed" IS NOT NULL');
  await expectAllKept(await column('SELECT "email" FROM "User"'), waiting, dataDir);
  for (const kept of acknowledged.cookies) {
    const statuses = [(await readMe(kept)).status, (await readMe(kept)).status];
    expect(statuses).toEqual([200, 200]);
  }
  const right = () => attempt(guessed.email, guessed.password);
  expect([await right(), await right()]).toEqual([429, 429]);
}, 60_000);
