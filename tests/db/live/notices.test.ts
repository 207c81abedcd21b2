import { Client } from "pg";
import { parseDatabaseUrl } from "@/lib/platform/config/database-url.mjs";
import { env } from "@/lib/platform/config/env";
import { features } from "@/lib/platform/config/features";
import { SECOND_MS } from "@/lib/platform/core/time";
import { db, postgres } from "@/lib/platform/db/client";
import { Listener } from "@/lib/platform/db/notices/listener";
import { hearChanges, noteChange } from "@/lib/platform/db/notices/notices";
import { isLookDue, startWatch, stopWatch } from "@/lib/platform/db/notices/watch";
import { createUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { listenToPostgres, statementsOf } from "@/tests/support/database/statements";
import { startTransactionPooler } from "@/tests/support/database/transaction-pooler";
import { newEmail } from "@/tests/support/people/accounts";
import { startProcess } from "@/tests/support/process/other-process";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";

/** A test of what SQLite has nothing of, which its name says there. */
const onPostgres = (name: string, run: () => Promise<void>) =>
  env.postgres ? test(name, run) : test.skip(`${name} (skipped: SQLite has no NOTIFY)`, run);

let heard: string[] = [];
let unhear: () => void;

beforeEach(() => {
  heard = [];
  unhear = hearChanges((ids) => heard.push(...ids));
});
afterEach(() => unhear());
afterAll(stopWatch);

const newUser = async () => (await createUser({ name: "Ada", email: newEmail(), role: "user" })).id;

test("a transaction's notices are heard after its commit, once per account", async () => {
  const [one, two] = [await newUser(), await newUser()];
  await transaction(async (tx) => {
    for (const id of [one, two, one]) await noteChange(id, tx);
    expect(heard).toEqual([]);
  });
  expect(heard).toEqual([one, two]);
});

test("a rolled-back notice is not heard", async () => {
  const id = await newUser();
  const undone = transaction(async (tx) => {
    await noteChange(id, tx);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(heard).toEqual([]);
});

test("outside a transaction a notice is heard at once", async () => {
  await noteChange("somebody", db);
  expect(heard).toEqual(["somebody"]);
});

test("with live pages off nothing is noted or sent", async () => {
  features.livePages = false;
  try {
    const statements = await statementsOf(() =>
      transaction(async (tx) => noteChange("somebody", tx)),
    );
    expect(statements).toEqual([]);
    expect(heard).toEqual([]);
  } finally {
    features.livePages = true;
  }
});

onPostgres("a transaction sends one statement, however much it has noted", async () => {
  listenToPostgres();
  const sent = await statementsOf(() =>
    transaction(async (tx) => {
      for (let n = 0; n < 100; n++) await noteChange(`account-${n % 30}`, tx);
    }),
  );
  expect(sent.map(({ text }) => text)).toEqual([expect.stringContaining("pg_notify")]);
});

describe("another process", () => {
  type Users = typeof import("@/lib/platform/db/tables/sessions");

  /** Has another process end the sessions of an account, with all that it tells. */
  async function elsewhere(userId: string): Promise<void> {
    const other = await startProcess<Pick<Users, "createSession">>(
      "@/lib/platform/db/tables/sessions",
    );
    await other.call("createSession", {
      secretHash: newEmail(),
      userId,
      remember: false,
      authenticatedAt: new Date(),
      methods: "password",
      expiresAt: new Date(Date.now() + 60_000),
      ipAddress: null,
      userAgent: null,
    });
    await other.stop();
  }

  test(
    "is heard on PostgreSQL, and on SQLite seen to have written",
    async () => {
      startWatch();
      const id = await newUser();
      const listening = () => !isLookDue(Date.now()) && !isLookDue(Date.now() + 4 * SECOND_MS);
      if (env.postgres) await until("it listens", listening);
      isLookDue(Date.now() + 100 * SECOND_MS);
      await elsewhere(id);
      if (env.postgres) await until("the notice", () => heard.includes(id), SECOND_MS);
      else expect(isLookDue(Date.now() + 110 * SECOND_MS)).toBe(true);
    },
    START_MS,
  );
});

describe("a listener", () => {
  const listeners: Listener[] = [];
  beforeEach(stopWatch);
  afterEach(async () => {
    for (const listener of listeners.splice(0)) await listener.stop();
  });

  const listen = (url: string, onListening: () => void) => {
    const listener = new Listener(parseDatabaseUrl(url), onListening);
    listeners.push(listener);
    return listener;
  };

  onPostgres(
    "whose connection is killed listens again, and says that something may be lost",
    async () => {
      let times = 0;
      const listener = listen(env.DATABASE_URL, () => times++);
      await until("it listens", () => listener.listening);
      const client = new Client({ connectionString: env.DATABASE_URL });
      await client.connect();
      await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()",
      );
      await client.end();
      await until("it notices", () => !listener.listening || times > 1);
      await until("it listens again", () => times === 2);
      await noteChange("somebody", db);
      await until(
        "it hears",
        () => heard.filter((id) => id === "somebody").length === 2,
        SECOND_MS,
      );
    },
  );

  onPostgres(
    "behind a pooler that gives each transaction another connection knows that nothing arrives",
    async () => {
      const pooler = await startTransactionPooler(env.DATABASE_URL, 3);
      const listener = listen(pooler.url, () => {});
      await expect(until("it listens", () => listener.listening, 5000)).rejects.toThrow(
        "it listens",
      );
      await listener.stop();
      await pooler.stop();
    },
  );

  onPostgres("is not even tried where DATABASE_URL says that there is one", async () => {
    expect(postgres?.pgbouncer).toBe(false);
    Object.assign(postgres ?? {}, { pgbouncer: true });
    await stopWatch();
    startWatch();
    isLookDue(Date.now() + 1000 * SECOND_MS);
    expect(isLookDue(Date.now() + 1004 * SECOND_MS)).toBe(true);
    Object.assign(postgres ?? {}, { pgbouncer: false });
  });
});
