import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildRelease, releaseBefore, runNode } from "@/tests/support/app/build-copy";
import { appEnvironment } from "@/tests/support/app/environment";
import { signUpByMail } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { newEmail, submitSignIn } from "@/tests/support/people/accounts";
import { BUILD_MS, START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { expectOrderlyLog } from "@/tests/support/requests/expectations";
import { type LocalProxy, SERVED_BY, startProxy } from "@/tests/support/requests/proxy";

/*
 * The last release serves on PostgreSQL, a process of this tree is started beside it and migrates, and the
 * old one ends (docs/upgrading.md, "Without an interruption"). The tests tell one story, in order.
 */

const release = releaseBefore();
const story = release ? test : test.skip;
const why = release
  ? ""
  : " (skipped: the history of this checkout does not reach the last release)";

const PASSWORD = "seven lemons on the wall";
const PEOPLE = 4;

let tree = "";
let postgres: Postgres;
let proxy: LocalProxy;
let old: AppServer;
let fresh: AppServer;
const dataDir = mkdtempSync(join(String(process.env.DATA_DIR), "upgrade-"));

/** A process of a tree on the one database and mail folder, behind the proxy; it migrates first, as `npm start` does. */
async function start(cwd = process.cwd()): Promise<AppServer> {
  const databaseUrl = postgres.url;
  await runNode(cwd, ["scripts/prisma/migrate.mjs"], appEnvironment({ DATABASE_URL: databaseUrl }));
  const env = { NEXTAUTH_URL: proxy.url, TRUSTED_PROXY_HOPS: "2" };
  return startServer({ dataDir, databaseUrl, env, cwd });
}

beforeAll(async () => {
  if (!release) return;
  [tree, postgres, proxy] = await Promise.all([
    buildRelease(release),
    startPostgres(),
    startProxy(),
  ]);
  old = await start(tree);
  proxy.to([old.url]);
}, 2 * BUILD_MS);

afterAll(async () => {
  if (!release) return;
  await fresh?.stop();
  await old?.stop();
  await proxy?.stop();
  await postgres?.remove();
  if (tree) rmSync(tree, { recursive: true, force: true });
}, START_MS);

/** Whichever release answers. */
const visitor = () => newClient(proxy.url, { declared: false });

/** What a person does with an account, from the first form to the last. @throws Error on an answer that is none of these */
async function live(): Promise<void> {
  const { email } = await signUpByMail({ url: proxy.url, dataDir });
  const client = await signIn(email);
  await client.patch("/api/me").send({ name: "Countess of Lovelace" }).expect(200);
  await client.get("/dashboard").expect(200);
  await client.get("/settings/security").expect(200);
  await client.get("/api/me/events").expect(200);
  await client.get("/api/me/sessions").expect(200);
  await client
    .post("/api/me/password")
    .send({ currentPassword: PASSWORD, newPassword: `${PASSWORD} again` })
    .expect(200);
  await visitor().post("/api/account/forgot-password").send({ email }).expect(202);
  await client.delete("/api/me").expect(204);
}

async function signIn(email: string): Promise<ApiClient> {
  const client = visitor();
  const answer = await submitSignIn(client, { email, password: PASSWORD });
  expect(answer.headers.location).toMatch(/\/dashboard$/);
  return client;
}

/** Four people who read, and strangers who sign up, until they are told to stop. */
async function load() {
  const people = await Promise.all(
    Array.from({ length: PEOPLE }, async () => {
      const { email } = await signUpByMail({ url: proxy.url, dataDir });
      return signIn(email);
    }),
  );
  const answers = new Map<string, number>();
  let over = false;
  const reading = people.map(async (client) => {
    while (!over) {
      const { headers } = await client.get("/api/me").expect(200);
      const by = String(headers[SERVED_BY]);
      answers.set(by, (answers.get(by) ?? 0) + 1);
    }
  });
  const writing = (async () => {
    while (!over) {
      const fields = { name: "Ada", email: newEmail(), password: PASSWORD };
      await visitor().post("/api/account").send(fields).expect(202);
    }
  })();
  const all = Promise.all([...reading, writing]);
  return {
    /** Waits until a process has answered twenty more. @throws Error when any request failed */
    async answeredBy({ url }: AppServer): Promise<void> {
      const before = answers.get(url) ?? 0;
      const enough = () => (answers.get(url) ?? 0) >= before + 20;
      await Promise.race([all, until(`${url} answers`, enough, START_MS)]);
      expect(enough()).toBe(true);
    },
    /** @throws Error when any request failed */
    stop(): Promise<unknown> {
      over = true;
      return all;
    },
  };
}

story(
  `no request fails while the next release migrates and begins to serve, and nobody is signed out${why}`,
  async () => {
    const people = await load();
    fresh = await start();
    proxy.to([old.url, fresh.url]);
    await people.answeredBy(old);
    await people.answeredBy(fresh);
    await people.stop();
  },
  2 * START_MS,
);

story(
  `the old processes serve whole accounts on the new schema, and each goes on with what the other has made${why}`,
  async () => {
    for (const [one, other] of [
      [old, fresh],
      [fresh, old],
    ] as const) {
      proxy.to([one.url]);
      await live();
      const { email } = await signUpByMail({ url: proxy.url, dataDir });
      const fields = { name: "Ada", email: newEmail(), password: PASSWORD };
      await visitor().post("/api/account").send(fields).expect(202);
      const [link] = linksIn(await waitForMail(dataDir, fields.email));
      proxy.to([other.url]);
      await signIn(email);
      const token = new URL(String(link)).searchParams.get("token");
      await visitor().post("/api/account/verify-email").send({ token }).expect(200);
      expectOrderlyLog(one.output());
    }
  },
  START_MS,
);

story(
  `no request fails while one of two processes ends, and nobody is signed out${why}`,
  async () => {
    const another = await start();
    proxy.to([fresh.url, another.url]);
    const people = await load();
    await people.answeredBy(fresh);
    expect(await fresh.stop()).toBe(143);
    await people.answeredBy(another);
    await people.stop();
    await another.stop();
  },
  2 * START_MS,
);
