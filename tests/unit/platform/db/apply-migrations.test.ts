import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { parseDatabaseUrl } from "@/lib/platform/config/database-url.mjs";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { knownMigrations } from "@/lib/platform/db/migration-files";
import { makePool } from "@/lib/platform/db/pool/pool";
import { appEnvironment } from "@/tests/support/app/environment";
import { databaseUrl } from "@/tests/support/database/databases";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { startTransactionPooler } from "@/tests/support/database/transaction-pooler";
import { START_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";

/* What needs a PostgreSQL server of its own, and no app. */

const run = promisify(execFile);
const MIGRATIONS = knownMigrations("postgresql").length;
const ENGINES_KEY = 72_707_369;

let server: Postgres;
let databases = 0;

beforeAll(async () => {
  server = await startPostgres();
}, START_MS);

afterAll(() => server.remove());

async function query(url: string, text: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** @returns the URL of an empty database */
async function newDatabase(): Promise<string> {
  const name = `empty_${++databases}`;
  await query(server.url, `CREATE DATABASE ${name}`);
  return databaseUrl(server.url, name);
}

/** Runs `npm run db:migrate`, as another process. @returns what it said */
async function migrate(url: string, env: Record<string, string> = {}) {
  const options = { env: { ...process.env, ...appEnvironment({ DATABASE_URL: url, ...env }) } };
  return run(process.execPath, ["scripts/prisma/migrate.mjs"], options).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
  );
}

const applied = (url: string, schema = "public") =>
  query(
    url,
    `SELECT migration_name FROM "${schema}"."_prisma_migrations" WHERE finished_at IS NOT NULL`,
  );

test(
  "of three processes that migrate at once behind a transaction pooler one does, and all succeed",
  async () => {
    const url = await newDatabase();
    const pooler = await startTransactionPooler(url, 8);
    const results = await Promise.all([1, 2, 3].map(() => migrate(pooler.url)));
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    const said = results.map((result) =>
      result.said.replace("Waiting: another process is migrating the database\n", ""),
    );
    expect(said.filter((text) => text.startsWith("Applied: "))).toHaveLength(1);
    expect(said.filter((text) => text === "Up to date\n")).toHaveLength(2);
    expect(await applied(url)).toHaveLength(MIGRATIONS);
    // No connection keeps a lock that the next process would wait for.
    expect(await query(url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
    await pooler.stop();
  },
  START_MS,
);

test(
  "a process that has migrated waits for nothing more",
  async () => {
    const program = `
      import { applyMigrations } from "./scripts/prisma/apply-migrations.mjs";
      await applyMigrations();
      console.log(process.getActiveResourcesInfo().filter((what) => what === "Timeout").length);`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], {
      env: { ...process.env, ...appEnvironment({ DATABASE_URL: await newDatabase() }) },
    });
    expect(stdout).toBe("0\n");
  },
  START_MS,
);

test(
  "a process that waits too long for another says so",
  async () => {
    const { withMigrationLock } = await import("@/scripts/prisma/engine/migration-lock.mjs");
    const url = await newDatabase();
    const holder = new Client({ connectionString: url });
    await holder.connect();
    // As a process of an earlier release holds it.
    await holder.query("SELECT pg_advisory_lock($1)", [ENGINES_KEY]);
    const work = jest.fn(async () => "done");
    await expect(withMigrationLock(url, work, { wait: 100 })).rejects.toThrow(
      /^Another process has been migrating this database for \d+ s\. Start again when it has ended$/,
    );
    expect(work).not.toHaveBeenCalled();
    await holder.end();
    await expect(withMigrationLock(url, work)).resolves.toBe("done");
  },
  START_MS,
);

test(
  "a migration whose process was killed is applied at the next start",
  async () => {
    const url = await newDatabase();
    await migrate(url);
    // What the engine leaves of it: a row that says "begun", and nothing else.
    const last = knownMigrations("postgresql").at(-1);
    await query(url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await query(
      url,
      `CREATE TABLE "_prisma_migrations" (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
       finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
       started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0);
     INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('1', 'x', '${knownMigrations("postgresql")[0]}')`,
    );
    const { code, said } = await migrate(url);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining(String(last)) });
    expect(await applied(url)).toHaveLength(MIGRATIONS);
  },
  START_MS,
);

test(
  "?schema= is created, and everything is in it",
  async () => {
    const url = `${await newDatabase()}?schema=accounts`;
    expect((await migrate(url)).code).toBe(0);
    const plain = url.replace(/\?.*/, "");
    expect(await applied(plain, "accounts")).toHaveLength(MIGRATIONS);
    expect(await query(plain, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
    const pool = makePool(parseDatabaseUrl(url), 2);
    expect((await pool.query('SELECT count(*)::int AS n FROM "User"')).rows).toEqual([{ n: 0 }]);
    await pool.end();
  },
  START_MS,
);

test(
  "where connections look into another schema first, nothing is made, and the way out is told",
  async () => {
    const url = await newDatabase();
    const name = new URL(url).pathname.slice(1);
    await query(
      url,
      `CREATE SCHEMA tenant; ALTER DATABASE ${name} SET search_path = tenant, public`,
    );
    const { code, said } = await migrate(url);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining("?schema=tenant") });
    const made = "SELECT 1 FROM pg_tables WHERE schemaname IN ('tenant', 'public')";
    expect(await query(url, made)).toEqual([]);
    expect((await migrate(`${url}?schema=tenant`)).code).toBe(0);
    expect(await applied(url, "tenant")).toHaveLength(MIGRATIONS);
  },
  START_MS,
);

test(
  "what the server says of a migration is told in one line",
  async () => {
    const url = await newDatabase();
    await query(url, "CREATE ROLE reader LOGIN PASSWORD 'x'");
    const { said } = await migrate(url.replace(/\/\/[^@]+@/, "//reader:x@"));
    expect(said).toMatch(/permission denied for schema public\n$/);
  },
  START_MS,
);

test(
  "MIGRATE_DATABASE_URL is where migrations go",
  async () => {
    const url = await newDatabase();
    const nobody = `postgres://ada@127.0.0.1:${await freePort()}/accounts`;
    expect((await migrate(nobody, { MIGRATE_DATABASE_URL: url })).code).toBe(0);
    expect(await applied(url)).toHaveLength(MIGRATIONS);
  },
  START_MS,
);

/** Runs what `npm start` does before it serves. @returns what it said */
async function prepare(DATABASE_URL: string, MIGRATE_DATABASE_URL = "") {
  const wanted = { DATABASE_URL, MIGRATE_DATABASE_URL, AUTO_MIGRATE: "true" };
  const env = { ...process.env, ...appEnvironment(wanted) };
  const program = ["--import", "tsx", "scripts/start/prepare-database.ts"];
  return run(process.execPath, program, { env }).then(
    ({ stdout }) => stdout,
    ({ stderr }) => stderr,
  );
}

test(
  "a start behind a pooler that mixes up prepared statements is told the way out",
  async () => {
    const url = await newDatabase();
    await migrate(url);
    // Its one connection has the statement of the start before.
    const pooler = await startTransactionPooler(url, 1);
    const said = [await prepare(pooler.url), await prepare(pooler.url)];
    expect(said.join("")).toMatch(/^Cannot start: The database at .+: add \?pgbouncer=true to /);
    expect(await prepare(`${pooler.url}?pgbouncer=true`)).toBe("");
    await pooler.stop();
  },
  START_MS,
);

describe("a start whose MIGRATE_DATABASE_URL", () => {
  test(
    "leads elsewhere, or nowhere, migrates nothing and says so",
    async () => {
      const [url, other] = [await newDatabase(), await newDatabase()];
      const nowhere = `postgres://ada:hunter2@127.0.0.1:${await freePort()}/accounts`;
      const REFUSED = [
        [other, / MIGRATE_DATABASE_URL leads to the database empty_\d+, schema public, and /],
        [`${url}?schema=other`, / MIGRATE_DATABASE_URL leads to .+, schema other, and /],
        [nowhere, / MIGRATE_DATABASE_URL, the database at .+, cannot be used: .*ECONNREFUSED/],
      ] as const;
      for (const [migrating, reason] of REFUSED) {
        const said = await prepare(url, migrating);
        expect(said).toMatch(reason);
        expect(said).not.toContain("hunter2");
      }
      for (const one of [url, other]) {
        expect(await query(one, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
      }
    },
    START_MS,
  );

  test(
    "is another way to the same database migrates it",
    async () => {
      const url = await newDatabase();
      const said = await prepare(url, url.replace("127.0.0.1", "localhost"));
      expect(said).toContain(`Applied ${MIGRATIONS} migrations`);
    },
    START_MS,
  );
});

describe("several servers", () => {
  const several = async (url = server.url) => {
    const { host } = new URL(url);
    return url.replace(host, `127.0.0.1:${await freePort()},${host}`);
  };

  test("the first that answers and takes writes is used", async () => {
    const pool = makePool(parseDatabaseUrl(await several()), 2);
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    // Transactions take a connection of their own.
    const client = await pool.connect();
    expect((await client.query("SELECT 2 AS two")).rows).toEqual([{ two: 2 }]);
    client.release();
    await pool.end();
  });

  test(
    "the writable one is migrated, and where none is the last says why",
    async () => {
      const url = await newDatabase();
      const { code, said } = await migrate(await several(url));
      expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("Applied: ") });
      const name = new URL(url).pathname.slice(1);
      await query(server.url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
      const { host } = new URL(url);
      const standbys = await migrate(url.replace(host, `${host},${host}`));
      expect(standbys).toEqual({ code: 1, said: "All servers are standbys: none takes writes\n" });
    },
    START_MS,
  );

  test("one that refuses writes is left, and its connections are closed", async () => {
    const url = await newDatabase();
    const pool = makePool(parseDatabaseUrl(`${url}?target_session_attrs=read-write`), 2);
    await pool.query("CREATE TABLE written (n int)");
    const name = new URL(url).pathname.slice(1);
    await query(server.url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const client = await pool.connect();
    await client.query("SET default_transaction_read_only = on");
    await expect(client.query("INSERT INTO written VALUES (1)")).rejects.toThrow("read-only");
    client.release();
    await expect(pool.query("INSERT INTO written VALUES (1)")).rejects.toMatchObject({
      code: "25006",
    });
    await query(server.url, `ALTER DATABASE ${name} RESET default_transaction_read_only`);
    await pool.query("INSERT INTO written VALUES (2)");
    await pool.end();
  });
});

test("an SQLite file that cannot be opened is reported with the reason", async () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), "latchkey-migrate-"));
  mkdirSync(join(DATA_DIR, DATABASE_FILE));
  const { code, said } = await migrate("", { DATA_DIR });
  rmSync(DATA_DIR, { recursive: true });
  expect(code).toBe(1);
  expect(said).toMatch(/unable to open|SQLITE_CANTOPEN|not a file|directory/i);
});

test("no PostgreSQL migration leaves its transaction: a killed one is rolled back completely", async () => {
  const { readFileSync } = await import("node:fs");
  for (const name of knownMigrations("postgresql")) {
    const sql = readFileSync(`prisma/migrations/postgresql/${name}/migration.sql`, "utf8");
    expect({ name, leaves: /\b(CONCURRENTLY|COMMIT|BEGIN;|VACUUM)\b/i.test(sql) }).toEqual({
      name,
      leaves: false,
    });
  }
});
