import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { Client } from "pg";
import { appEnvironment } from "@/tests/support/app/environment";
import { databaseUrl } from "@/tests/support/database/databases";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { START_MS } from "@/tests/support/process/patience";

// The history is what a running database has; the schema is what the code believes.

const run = promisify(execFile);

const PRISMA = "node_modules/prisma/build/index.js";

/** Runs a Node program against one database. @throws with its output when it fails. */
async function node(command: string[], env: Record<string, string>): Promise<string> {
  const { stdout } = await run(process.execPath, command, {
    env: { ...process.env, DATABASE_URL: "", CHECKPOINT_DISABLE: "1", ...env },
  });
  return stdout.trim();
}

/** Applies the history as `npm start` does, then asks Prisma's own commands what they make of it. */
async function replayAndCompare(env: Record<string, string>, schema: string) {
  const start = ["--import", "tsx", "scripts/start/prepare-database.ts"];
  await node(start, appEnvironment({ ...env, AUTO_MIGRATE: "true" }));
  const diff = ["migrate", "diff", "--from-config-datasource", "--to-schema", schema];
  return {
    // With --exit-code a difference is a failure.
    difference: await node([PRISMA, ...diff, "--exit-code"], env),
    deployed: await node([PRISMA, "migrate", "deploy"], env),
  };
}

const NOTHING_LEFT = {
  difference: "No difference detected.",
  deployed: expect.stringMatching(/^No pending migrations to apply\.$/m),
};

test(
  "the SQLite migrations give exactly the schema [V6.3.2]",
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "latchkey-migrations-"));
    try {
      const result = await replayAndCompare({ DATA_DIR: folder }, "prisma/schema");
      expect(result).toEqual(NOTHING_LEFT);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  START_MS,
);

describe("on PostgreSQL", () => {
  let server: Postgres;

  beforeAll(async () => {
    server = await startPostgres();
  }, START_MS);

  afterAll(() => server.remove());

  test(
    "the PostgreSQL migrations give exactly the schema [V6.3.2]",
    async () => {
      const result = await replayAndCompare(
        { DATABASE_URL: server.url },
        "lib/platform/db/generated/postgresql-schema",
      );
      expect(result).toEqual(NOTHING_LEFT);
    },
    START_MS,
  );

  /** Runs SQL in a database of its own. @returns the rows of the last statement */
  async function inNewDatabase(name: string, steps: string[], options = ""): Promise<object[]> {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(`CREATE DATABASE ${name} ${options}`);
    await client.end();
    const database = new Client({ connectionString: databaseUrl(server.url, name) });
    await database.connect();
    try {
      let rows: object[] = [];
      for (const step of steps) rows = (await database.query(step)).rows;
      return rows;
    } finally {
      await database.end();
    }
  }

  test("existing users get search keys, in a database with a language's collation", async () => {
    const steps = [...(await searchKeysMigration("postgresql")), KEYS_IN_ORDER];
    const byLanguage = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'";
    expect(await inNewDatabase("spoken", steps, byLanguage)).toEqual(EXPECTED);
  });

  test("existing sessions and events keep their network address", async () => {
    const steps = [...(await ipAddressMigration("postgresql")), IP_ADDRESSES];
    expect(await inNewDatabase("renamed", steps)).toEqual(KEPT);
  });
});

/** Names in which a word begins in every way; and what sorts otherwise by language than by bytes. */
const PEOPLE = [
  { id: "1", name: "Änne O'Brien-Groß (née Ö.)", email: "anne.o_brien+x@mail.example.com" },
  { id: "2", name: "-  Ada", email: "ada@example.com" },
  { id: "3", name: `${"Long ".repeat(15)}Name`, email: `${"long.".repeat(12)}x@example.com` },
  { id: "4", name: "😀 Лавлейс", email: "z@example.com" },
];

const KEYS_IN_ORDER = 'SELECT "userId", "key" FROM "SearchKey" ORDER BY "key", "userId"';

/** The keys as they were made when that migration came: lower case, and nothing else folded. */
function firstKeys({ name, email }: { name: string; email: string }): string[] {
  const letters = [...`${name} ${email}`].flatMap((letter) => [...letter.toLowerCase()]);
  const separates = (letter: string) => " .,@+-_'()/".includes(letter);
  const keys = letters.flatMap((letter, at) => {
    const begins = separates(letters[at - 1] ?? " ") && (at === 0 || !separates(letter));
    return begins ? [letters.slice(at, at + 64).join("")] : [];
  });
  return [...new Set(keys)];
}

const EXPECTED = PEOPLE.flatMap(({ id, ...user }) =>
  firstKeys(user).map((key) => ({ userId: id, key })),
).sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));

/** The migrations before one, and that one: for rows to be put in between. */
async function historyTo(database: string, name: string): Promise<[string[], string]> {
  const folder = path.join("prisma/migrations", database);
  const names = (await readdir(folder)).filter((entry) => /^\d/.test(entry)).sort();
  const last = names.findIndex((entry) => entry.endsWith(name));
  const steps = await Promise.all(
    names
      .slice(0, last + 1)
      .map((entry) => readFile(path.join(folder, entry, "migration.sql"), "utf8")),
  );
  return [steps.slice(0, -1), String(steps.at(-1))];
}

/** The history as far as the search keys, with people in it before they come. */
async function searchKeysMigration(database: string): Promise<string[]> {
  const [before, step] = await historyTo(database, "_search_keys");
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const rows = PEOPLE.map(({ id, name, email }) => {
    const searchText = `${name} ${email}`.toLowerCase();
    return `(${[id, name, email, searchText].map(quoted)})`;
  });
  const insert = `INSERT INTO "User" ("id", "name", "email", "searchText") VALUES ${rows}`;
  return [...before, insert, step];
}

/** The history as far as the column's new name, with a session and an event in it before. */
async function ipAddressMigration(database: string): Promise<string[]> {
  const [before, step] = await historyTo(database, "_ip_address");
  const rows = [
    `INSERT INTO "User" ("id", "name", "email") VALUES ('1', 'Ada', 'ada@example.com')`,
    `INSERT INTO "Session" ("id", "secretHash", "userId", "remember", "authenticatedAt",
       "lastSeenAt", "expiresAt", "address")
     VALUES ('1', 'hash', '1', FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '::1')`,
    `INSERT INTO "SecurityEvent" ("id", "type", "address") VALUES ('1', 'authz_fail', '192.0.2.1')`,
  ];
  return [...before, ...rows, step];
}

const IP_ADDRESSES = `SELECT "ipAddress" FROM "Session" UNION ALL SELECT "ipAddress" FROM "SecurityEvent"`;
const KEPT = [{ ipAddress: "::1" }, { ipAddress: "192.0.2.1" }];

test("existing sessions and events keep their network address", async () => {
  const file = new Database(":memory:");
  for (const step of await ipAddressMigration("sqlite")) file.exec(step);
  expect(file.prepare(IP_ADDRESSES).all()).toEqual(KEPT);
  file.close();
});

test("existing users get search keys", async () => {
  const file = new Database(":memory:");
  for (const step of await searchKeysMigration("sqlite")) file.exec(step);
  expect(file.prepare(KEYS_IN_ORDER).all()).toEqual(EXPECTED);
  file.close();
});
