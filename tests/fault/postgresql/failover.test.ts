import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { handedOver } from "@/tests/support/app/handed-over";
import { signUpByMail } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import {
  copyPostgres,
  databaseUrl,
  makePostgresTemplate,
} from "@/tests/support/database/databases";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { queryRows } from "@/tests/support/database/query-rows";
import { type Account, newEmail, submitSignIn } from "@/tests/support/people/accounts";
import { acknowledged, expectAllKept, HALF_MADE } from "@/tests/support/people/acknowledged";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie, sessionLine } from "@/tests/support/requests/cookies";
import {
  expectOrderlyLog,
  expectProblem,
  expectRetryAfter,
  expectSound,
} from "@/tests/support/requests/expectations";

/*
 * A primary and a standby that it waits for before it confirms a commit; the app knows both. The primary
 * is lost under load and the standby promoted, again and again: FAILOVERS=20 does it twenty times.
 */

const FAILOVERS = Number(process.env.FAILOVERS || 2);
const WRITERS = 4;
const PAUSE_MS = 20;
const DATABASE = "failover";
const PASSWORD = "seven lemons on the wall";

let servers: [Postgres, Postgres];
let app: AppServer;
let account: Omit<Account, "id">;
let over = false;
/** When the writes that went through were asked for. */
let written: number[] = [];
let asked = 0;
/** How many of those were told to come back. */
let refused = 0;

const dataDir = mkdtempSync(join(handedOver("worldFolder"), "failover-"));
const urlOf = ({ url }: Postgres) => databaseUrl(url, DATABASE);
const client = () => newClient(app.url, { fault: true });

beforeAll(async () => {
  const primary = await startPostgres();
  await makePostgresTemplate(primary.url);
  await copyPostgres(primary.url, DATABASE);
  servers = [primary, await startPostgres(primary)];
  await waitForStandby(primary);
  const [one, two] = servers.map(({ url }) => new URL(url).host);
  const both = urlOf(primary).replace(String(one), `${one},${two}`);
  app = await startServer({ dataDir, databaseUrl: `${both}?target_session_attrs=read-write` });
  account = await signUpByMail(app);
}, 2 * START_MS);

afterAll(async () => {
  await app?.stop();
  await Promise.all((servers ?? []).map((server) => server.remove()));
}, START_MS);

/** From now on a commit is only confirmed once the standby has it. */
async function waitForStandby(primary: Postgres): Promise<void> {
  await queryRows(primary.url, "ALTER SYSTEM SET synchronous_standby_names = '*'");
  await queryRows(primary.url, "SELECT pg_reload_conf()");
  const inStep = "SELECT FROM pg_stat_replication WHERE sync_state = 'sync'";
  await until("the standby is in step", async () => {
    return (await queryRows(primary.url, inStep)).length > 0;
  });
}

type Answer = Parameters<typeof expectProblem>[0];

/** Whoever is refused is told to come back, and stays signed in. */
function expectComeBack(answer: Answer): void {
  expectProblem(answer, 503, "unavailable");
  expectRetryAfter(answer);
  expect(sessionLine(answer)).toBeUndefined();
}

function expectRefused(answer: Answer): void {
  expectComeBack(answer);
  refused++;
}

async function signUp(): Promise<void> {
  const since = Date.now();
  const fields = { name: "Ada", email: newEmail(), password: PASSWORD };
  const answer = await client().post("/api/account").send(fields);
  if (answer.status !== 202) return expectRefused(answer);
  acknowledged.emails.add(fields.email);
  written.push(since);
}

async function signIn(): Promise<void> {
  const { email, password } = account;
  const answer = await submitSignIn(client(), { email, password });
  expectSound(answer);
  expect(answer.status).toBe(303);
  if (sessionLine(answer)) {
    acknowledged.cookies.add(sessionCookie(answer));
  } else {
    expectRetryAfter(answer);
    refused++;
  }
}

async function read(): Promise<void> {
  const [cookie = ""] = acknowledged.cookies;
  const answer = await client().get("/api/me").set("Cookie", cookie);
  expectSound(answer, { signedIn: true, fault: true });
  if (answer.status !== 200) expectRefused(answer);
}

async function again(act: () => Promise<void>): Promise<void> {
  while (!over) {
    asked++;
    await act();
    // Else whoever is refused does nothing but ask.
    await sleep(PAUSE_MS);
  }
}

const isReady = async () => (await client().get("/api/health/ready")).status === 200;

async function moreSignUps(what: string): Promise<void> {
  const enough = acknowledged.emails.size + 2 * WRITERS;
  await until(what, () => acknowledged.emails.size >= enough, START_MS);
}

/** Has the standby take over. @returns after how many milliseconds a write went through, from its command on */
async function promote(standby: Postgres): Promise<number> {
  written = [];
  const since = Date.now();
  expect(await queryRows(standby.url, "SELECT pg_promote() AS done")).toEqual([{ done: true }]);
  await until("a write", () => written.length > 0, START_MS);
  return Date.now() - since;
}

const lost: Record<string, (primary: Postgres) => Promise<void>> = {
  killed: (primary) => primary.kill(),
  // As a machine that has gone from the network: connections stay open and nothing answers.
  silent: (primary) => primary.freeze(),
};

/** How many connections the app could use there. One that waits for a standby waits without end. */
async function connections({ url }: Postgres): Promise<number> {
  const idle = `SELECT FROM pg_stat_activity WHERE datname = '${DATABASE}' AND state = 'idle'`;
  return (await queryRows(url, idle)).length;
}

/** Loses the primary under load, in one of the ways. @returns how long writes took to come back */
async function failOver(how: string): Promise<number> {
  const [primary, standby] = servers;
  over = false;
  await signIn();
  const load = Promise.all([
    again(signIn),
    again(read),
    ...Array.from({ length: WRITERS }, () => again(signUp)),
  ]);
  try {
    await moreSignUps("sign-ups before");
    await lost[how]?.(primary);
    await until("it is not ready", async () => !(await isReady()), START_MS);
    expectComeBack(await client().get("/api/health/ready"));
    const took = await promote(standby);
    await moreSignUps("sign-ups after");
    await until("it is ready", isReady, START_MS);
    // What is on its own now takes writes, too: whoever read there would believe in ended sessions.
    await primary.thaw();
    if (how === "silent") {
      const left = async () => (await connections(primary)) === 0;
      await until("nobody uses the old one", left, START_MS);
      await primary.kill();
    }
    return took;
  } finally {
    over = true;
    await load;
  }
}

async function expectNothingLost([primary]: [Postgres, Postgres]): Promise<void> {
  const column = async (query: string) =>
    (await queryRows(urlOf(primary), query)).map((row) => String(Object.values(row)[0]));
  for (const [what, query] of Object.entries(HALF_MADE)) {
    expect({ what, found: await column(query) }).toEqual({ what, found: [] });
  }
  const waiting = await column('SELECT "sealed" FROM "OutboxMail" WHERE "sealed" IS NOT NULL');
  await expectAllKept(await column('SELECT "email" FROM "User"'), waiting, dataDir);
  for (const cookie of acknowledged.cookies) {
    await client().get("/api/me").set("Cookie", cookie).expect(200);
  }
}

test(
  `70 ${FAILOVERS} times the primary is lost under load: no restart, nothing acknowledged is lost, nobody is signed out`,
  async () => {
    const figures: string[] = [];
    for (let round = 0; round < FAILOVERS; round++) {
      const how = Object.keys(lost)[round % 2] ?? "";
      figures.push(`${how} ${await failOver(how)} ms`);
      const [old, primary] = servers;
      await expectNothingLost([primary, old]);
      // The old one comes back as a standby, at the place where the app knows it.
      await old.follow(primary);
      await old.start();
      servers = [primary, old];
      await waitForStandby(primary);
    }
    await moreSignUpsAfterwards();
    expectOrderlyLog(app.output());
    const { emails, cookies } = acknowledged;
    process.stdout.write(
      `Writes after the order to promote, by how the primary was lost: ${figures.join(", ")}\n` +
        `${emails.size} sign-ups and ${cookies.size} sessions acknowledged, none lost; of ${asked} requests ${refused} refused\n`,
    );
  },
  FAILOVERS * START_MS,
);

/** The standby that came back is left alone. */
async function moreSignUpsAfterwards(): Promise<void> {
  await signUp();
  expect(await connections(servers[1])).toBe(0);
}
