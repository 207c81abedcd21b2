import type { pageOfOrganisations } from "@/lib/features/admin/organisation-list";
import type { pageOfUsers } from "@/lib/features/admin/user-list";
import type { auditTrail } from "@/lib/features/audit/trail";
import type { figures } from "@/lib/features/figures/figures";
import { appEnvironment } from "@/tests/support/app/environment";
import {
  copyPostgres,
  databaseUrl,
  makePostgresTemplate,
} from "@/tests/support/database/databases";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { queryRows } from "@/tests/support/database/query-rows";
import { type OtherProcess, startProcess } from "@/tests/support/process/other-process";
import { START_MS } from "@/tests/support/process/patience";
import { runScript } from "@/tests/support/process/terminal";
import { until } from "@/tests/support/process/until";

/* DATABASE_REPLICA_URL names a real standby, which can lag and go away. */

const DATABASE = "replica";

let primary: Postgres;
let standby: Postgres;
const urlOf = ({ url }: Postgres) => databaseUrl(url, DATABASE);
const onPrimary = (sql: string) => queryRows(urlOf(primary), sql);

let audit: OtherProcess<{ auditTrail: typeof auditTrail }>;
let users: OtherProcess<{ pageOfUsers: typeof pageOfUsers }>;
let organisations: OtherProcess<{ pageOfOrganisations: typeof pageOfOrganisations }>;
let numbers: OtherProcess<{ figures: typeof figures }>;

const environment = (replica: Postgres) =>
  appEnvironment({ DATABASE_URL: urlOf(primary), DATABASE_REPLICA_URL: urlOf(replica) });

beforeAll(async () => {
  primary = await startPostgres();
  await makePostgresTemplate(primary.url);
  await copyPostgres(primary.url, DATABASE);
  standby = await startPostgres(primary);
  await onPrimary(
    `INSERT INTO "User" ("id", "name", "email") VALUES ('ada', 'Ada', 'ada@example.com')`,
  );
  const env = environment(standby);
  [audit, users, organisations, numbers] = await Promise.all([
    startProcess<{ auditTrail: typeof auditTrail }>("@/lib/features/audit/trail", env),
    startProcess<{ pageOfUsers: typeof pageOfUsers }>("@/lib/features/admin/user-list", env),
    startProcess<{ pageOfOrganisations: typeof pageOfOrganisations }>(
      "@/lib/features/admin/organisation-list",
      env,
    ),
    startProcess<{ figures: typeof figures }>("@/lib/features/figures/figures", env),
  ]);
}, 2 * START_MS);

afterAll(async () => {
  for (const started of [audit, users, organisations, numbers]) await started?.stop();
  await standby?.remove();
  await primary?.remove();
}, START_MS);

const readTrail = () => audit.call("auditTrail", { before: null });
const readUsers = () => users.call("pageOfUsers", { q: "", sort: "newest", after: null });
const namesOf = async () => (await readUsers()).users.map(({ name }) => name);

/** Gives the one account a name, and an event that says so. */
async function rename(name: string): Promise<void> {
  await onPrimary(`
    INSERT INTO "SecurityEvent" ("id", "type", "detail") VALUES (
      '${Date.now().toString(16).padStart(12, "0")}', 'user_updated', '${name}')`);
  await onPrimary(`UPDATE "User" SET "name" = '${name}'`);
}

/** How often the standby has looked into a table. Each of its connections tells it now and then. */
async function looks(table: string): Promise<number> {
  const [row] = await queryRows(
    urlOf(standby),
    `SELECT (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::int AS n FROM pg_stat_user_tables WHERE relname = '${table}'`,
  );
  return Number(row?.n ?? 0);
}

/** Reads again and again until the standby has looked into the table. */
async function expectFromReplica(read: () => Promise<unknown>, table: string): Promise<void> {
  const before = await looks(table);
  const looked = async () => {
    await read();
    return (await looks(table)) > before;
  };
  await until(`the standby looks into ${table}`, looked, START_MS);
}

test.each([
  ["the audit trail", readTrail, "SecurityEvent"],
  ["the list of users", readUsers, "User"],
  [
    "the list of organisations",
    () => organisations.call("pageOfOrganisations", null),
    "Organization",
  ],
  ["the page of figures", () => numbers.call("figures"), "SecurityEvent"],
])("%s is read from the replica", (_what, read, table) => expectFromReplica(read, table), START_MS);

test(
  "what the replica does not have yet is read from the primary",
  async () => {
    await queryRows(standby.url, "SELECT pg_wal_replay_pause()");
    try {
      await rename("Countess");
      expect(await namesOf()).toEqual(["Countess"]);
      expect((await readTrail()).events[0]?.detail).toBe("Countess");
    } finally {
      await queryRows(standby.url, "SELECT pg_wal_replay_resume()");
    }
    await expectFromReplica(readUsers, "User");
  },
  2 * START_MS,
);

test(
  "each list has what was committed before",
  async () => {
    for (let n = 0; n < 20; n++) {
      await rename(`Ada ${n}`);
      expect(await namesOf()).toEqual([`Ada ${n}`]);
    }
  },
  START_MS,
);

test(
  "a killed replica is left out, and used again when it is back",
  async () => {
    await standby.kill();
    await rename("Ada King");
    expect(await namesOf()).toEqual(["Ada King"]);
    await standby.start();
    await expectFromReplica(readUsers, "User");
  },
  2 * START_MS,
);

test(
  "a promoted replica is no longer used, and npm run check says so",
  async () => {
    const check = async () => {
      const { ended, output } = runScript(process.cwd(), "check", environment(standby));
      await ended;
      return output();
    };
    expect(await check()).toContain("ok       replica: ");
    await queryRows(standby.url, "SELECT pg_promote()");
    await rename("Ada Byron");
    expect(await namesOf()).toEqual(["Ada Byron"]);
    expect(await check()).toMatch(/PROBLEM {2}replica: it is no standby/);
  },
  START_MS,
);
