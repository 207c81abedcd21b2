import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Client } from "pg";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { handedOver } from "@/tests/support/app/handed-over";
import { fillEveryTable, MANY } from "@/tests/support/database/awkward-rows";
import { closeDatabase } from "@/tests/support/database/close-database";
import { copyPostgres } from "@/tests/support/database/databases";
import { move, rowsOf, startMove } from "@/tests/support/database/move";
import { queryRows } from "@/tests/support/database/query-rows";
import { until } from "@/tests/support/process/until";

/* A move that is broken off goes on when it is started again, and loses and doubles nothing. */

const server = handedOver("postgresServer");
const dataDir = String(process.env.DATA_DIR);

beforeAll(async () => {
  await fillEveryTable();
  await closeDatabase();
});

/** Has something happen when one row arrives. */
const at = (table: string, condition: string, what: string) => `
  CREATE OR REPLACE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN ${what}; RETURN NEW; END $$;
  CREATE TRIGGER meet BEFORE INSERT ON "${table}" FOR EACH ROW WHEN (NEW.${condition})
    EXECUTE FUNCTION meet()`;
const nothingAt = (table: string) => `DROP TRIGGER meet ON "${table}"`;

/** Starts a move, runs `then` while it is held in the middle of adding a row, and kills it there. */
async function killedAt(url: string, table: string, condition: string, then = async () => {}) {
  const holder = new Client({ connectionString: url });
  await holder.connect();
  await holder.query("SELECT pg_advisory_lock(1)");
  await holder.query(at(table, condition, "PERFORM pg_advisory_xact_lock(1)"));
  const { process: child, ended } = startMove([url]);
  await until(
    "the move waits",
    async () => {
      const { rows } = await holder.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows.length === 1;
    },
    60_000,
  );
  await then();
  child.kill("SIGKILL");
  expect((await ended).code).toBeNull();
  await holder.end();
}

test("killed at any moment, it resumes, and nothing is doubled or lost", async () => {
  const url = await copyPostgres(server, "move_killed");
  // When this row arrives, so many rows of this table are there to stay.
  const moments: [string, string, string, number][] = [
    ["OutboxMail", '"attempts" = 3', "OutboxMail", 0],
    ["Throttle", `"key" = 'key-07001'`, "Throttle", 5000],
    ["Throttle", `"key" = 'key-${MANY}'`, "Throttle", 10_000],
    // The rows of the batch are in, and where it ends is not: both, or none.
    ["_latchkey_move", `"table" = 'User'`, "User", 0],
  ];
  for (const [table, condition, filled, kept] of moments) {
    await killedAt(url, table, condition);
    await queryRows(url, nothingAt(table));
    const count = await queryRows(url, `SELECT count(*)::int AS kept FROM "${filled}"`);
    expect({ table, count }).toEqual({ table, count: [{ kept }] });
  }
  const moved = await move(url);
  expect(moved).toMatchObject({ code: 0, error: "" });
  expect(moved.output).toMatch(/Going on with a copy that was broken off after 12,006 rows/);
  const here = await rowsOf("");
  expect(await rowsOf(url)).toEqual({ ...here, Job: [] });
  expect(await queryRows(url, `SELECT to_regclass('"_latchkey_move"') AS left`)).toEqual([
    { left: null },
  ]);
}, 120_000);

/** The same data in a file that may be changed. */
function copyOfFile(): string {
  const folder = mkdtempSync(join(handedOver("worldFolder"), "data-"));
  cpSync(dataDir, folder, { recursive: true });
  return folder;
}

function change(folder: string, sql: string): void {
  const file = new Database(join(folder, DATABASE_FILE));
  file.exec(sql);
  file.close();
}

test.each([
  [
    "a row that was copied already",
    `UPDATE "User" SET "name" = 'Eve' WHERE "id" = 'ada'`,
    /^Cannot move: The copy differs from the SQLite file: User has other values\. .*create the database again/,
  ],
  [
    "a value that another row has taken",
    `DELETE FROM "Device"; DELETE FROM "User" WHERE "id" = 'ada';
     INSERT INTO "User" ("id", "email", "name") VALUES ('zoe', 'ada@example.com', '')`,
    /^Cannot move: The SQLite file was written to since the copy began: .*User_email_key.*create the database again/,
  ],
])(
  "a file written to during an interruption does not pass as copied: %s",
  async (_, sql, reason) => {
    const url = await copyPostgres(server, "move_changed");
    const folder = copyOfFile();
    await queryRows(
      url,
      at("Session", `"secretHash" = '2'`, "RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'"),
    );
    const broken = await move(url, { DATA_DIR: folder });
    expect(broken.error).toBe(
      "Cannot move: no room. Run this again: it goes on where it stopped\n",
    );
    await queryRows(url, nothingAt("Session"));
    change(folder, sql);
    const { code, error } = await move(url, { DATA_DIR: folder });
    expect(error).toMatch(reason);
    expect(code).toBe(1);
  },
  60_000,
);

test("the stored row is compared with the original", async () => {
  const url = await copyPostgres(server, "move_altered");
  await queryRows(url, at("Session", "remember", "NEW.remember = FALSE"));
  const { code, error } = await move(url);
  expect(error).toMatch(/^Cannot move: The copy differs .*: Session has other values/);
  expect(code).toBe(1);
});

test("a copy cannot be resumed from another file, or by two at the same time", async () => {
  const url = await copyPostgres(server, "move_other");
  const folder = copyOfFile();
  await killedAt(url, "Throttle", `"key" = 'key-07001'`, async () => {
    const { error } = await move(url, { DATA_DIR: folder });
    expect(error).toBe("Cannot move: Another db:move is at work on this database: let it end\n");
  });
  change(folder, `UPDATE "_prisma_migrations" SET "id" = 'another ' || "id"`);
  const { code, error } = await move(url, { DATA_DIR: folder });
  expect(error).toMatch(/unfinished copy of another SQLite file: create the database again/);
  expect(code).toBe(1);
}, 120_000);
