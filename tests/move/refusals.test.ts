import { join } from "node:path";
import Database from "better-sqlite3";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { handedOver } from "@/tests/support/app/handed-over";
import { copyPostgres, copySqlite, emptyPostgres } from "@/tests/support/database/databases";
import { move, startMove } from "@/tests/support/database/move";
import { queryRows } from "@/tests/support/database/query-rows";

const server = handedOver("postgresServer");
const dataDir = String(process.env.DATA_DIR);
const file = join(dataDir, DATABASE_FILE);

/** Expects one line, and nothing of a stack or of a password. */
async function expectRefusal(moving: ReturnType<typeof move>, reason: RegExp): Promise<void> {
  const { code, error } = await moving;
  expect(error).toMatch(/^Cannot move: .*\n$/);
  expect(error).toMatch(reason);
  expect(error).not.toContain("hunter2");
  expect(code).toBe(1);
}

describe("the arguments", () => {
  const NOWHERE = "postgres://ada:hunter2@localhost:1/latchkey";

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ["no URL", [], {}, /Which database\? npm run db:move -- postgres:/],
    ["another database", ["mysql://ada:hunter2@localhost/x"], {}, /must start with postgres:/],
    ["a slash in the password", ["postgres://ada:hunter2/@x/y"], {}, /must be percent-encoded/],
    ["DATABASE_URL set", [NOWHERE], { DATABASE_URL: NOWHERE }, /^Cannot move: DATABASE_URL is set/],
    [
      "no SQLite file",
      [NOWHERE],
      { DATA_DIR: "/dev/null/missing" },
      /no SQLite file at \/dev\/null\/missing\//,
    ],
    ["nobody at the port", [NOWHERE], {}, /PostgreSQL at localhost:1 cannot be used: .*REFUSED/],
  ])("%s is refused", (_, args, env, reason) => expectRefusal(startMove(args, env).ended, reason));

  test("a wrong password is refused", () => {
    const url = new URL(server);
    url.password = "hunter2";
    return expectRefusal(move(url.href), /cannot be used: password authentication failed/);
  });
});

describe("the SQLite file", () => {
  test("of a running app is refused", async () => {
    const app = new Database(file);
    app.pragma("journal_mode = WAL");
    app.prepare('SELECT count(*) FROM "User"').get();
    try {
      await expectRefusal(move(server), /Something has .*latchkey\.db open: stop the app/);
    } finally {
      app.close();
    }
  });

  test.each([
    [
      "without migrations",
      `DELETE FROM "_prisma_migrations"`,
      /lacks migrations: .*_init\b.*\. Run: npm run db:migrate/,
    ],
    [
      "of a newer version",
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at")
       VALUES ('x', 'x', '29991231235959_more', 1)`,
      /does not know: 29991231235959_more/,
    ],
  ])("%s is refused", async (_, sql, reason) => {
    const folder = copySqlite(handedOver("sqliteTemplate"), handedOver("worldFolder"));
    const other = new Database(join(folder, DATABASE_FILE));
    other.exec(sql);
    other.close();
    await expectRefusal(move(server, { DATA_DIR: folder }), reason);
  });
});

describe("the PostgreSQL database", () => {
  test("with a row in any table is refused, and stays as it is", async () => {
    const url = await copyPostgres(server, "move_used");
    await queryRows(url, `INSERT INTO "Throttle" ("key", "points") VALUES ('x', 1)`);
    await expectRefusal(move(url), /not empty, Throttle has rows: give an empty one/);
    expect(await queryRows(url, 'SELECT "key" FROM "Throttle"')).toEqual([{ key: "x" }]);
  });

  test("of another program is refused", async () => {
    const url = await emptyPostgres(server, "move_foreign");
    await queryRows(url, "CREATE TABLE invoices (id INTEGER PRIMARY KEY)");
    await expectRefusal(move(url), /tables of something else: give an empty one/);
  });
});
