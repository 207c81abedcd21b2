import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/sqlite/client";
import { handedOver } from "@/tests/support/app/handed-over";
import { fillEveryTable } from "@/tests/support/database/awkward-rows";
import { closeDatabase } from "@/tests/support/database/close-database";
import { emptyPostgres } from "@/tests/support/database/databases";
import { ELSEWHERE, type Moved, move, rowsOf } from "@/tests/support/database/move";
import { queryRows } from "@/tests/support/database/query-rows";

let url: string;
let moved: Moved;

beforeAll(async () => {
  await fillEveryTable();
  // As Litestream has: none of the app's, and in nobody's way.
  await db.$executeRaw`CREATE TABLE "_litestream_seq" ("id" INTEGER PRIMARY KEY)`;
  await closeDatabase();
  url = await emptyPostgres(handedOver("postgresServer"), "move_copy");
  moved = await move(url, ELSEWHERE);
});

test("an empty database is migrated, and gets every row of every table as it was", async () => {
  expect(moved).toMatchObject({ code: 0, error: "" });
  const { Job: jobs, ...here } = await rowsOf("");
  const { Job: taken, ...there } = await rowsOf(url);
  // What a process of the old database has taken is nobody's work on the new one.
  expect([jobs?.length, taken?.length]).toEqual([1, 0]);
  expect([...Object.keys(here), "Job"].sort()).toEqual(Object.keys(Prisma.ModelName).sort());
  // Else nothing was proven for a table added later: give it rows in awkward-rows.ts.
  for (const [table, rows] of Object.entries(here)) {
    expect({ table, rows: rows.length }).not.toEqual({ table, rows: 0 });
  }
  expect(there).toEqual(here);
});

test("what was done is reported in plain lines, without the password", () => {
  expect(moved.output).toContain("Migrated the empty database\n");
  expect(moved.output).toContain("Left out, for the app has no such table: _litestream_seq\n");
  expect(moved.output).toMatch(/^ {2}Copying: 100 %, 12,\d{3} of 12,\d{3}, /m);
  expect(moved.output).toMatch(/^ {2}Comparing: 100 %, 12,\d{3} of 12,\d{3}, /m);
  const copied = Object.keys(Prisma.ModelName).filter((table) => table !== "Job");
  for (const table of copied) {
    expect(moved.output).toMatch(new RegExp(`^ +${table} +[1-9][\\d,]* rows +[0-9a-f]{16}$`, "m"));
  }
  expect(moved.output).toMatch(/Throttle +12,000 rows/);
  expect(moved.output).toMatch(/Next: set DATABASE_URL .*\n$/);
  expect(moved.output).not.toContain("\r");
  expect(moved.output).not.toContain(new URL(url).password);
});

test("only the app's own tables are left, and no sequence that would start over", async () => {
  const tables = await queryRows(
    url,
    "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public' AND relkind IN ('r', 'S')",
  );
  const expected = [...Object.keys(Prisma.ModelName), "_prisma_migrations"];
  expect(tables.map(({ relname }) => relname).sort()).toEqual(expected.sort());
});

test("a second run compares, and finds the copy complete", async () => {
  const again = await move(url, { TZ: "America/New_York" });
  expect(again).toMatchObject({ code: 0, error: "" });
  expect(again.output).toContain("The copy is complete");
  expect(again.output).not.toContain("Copying");
});

const OF_ONE = {
  Session: `WHERE "secretHash" = '1'`,
  User: `WHERE "id" = 'ada'`,
};

test.each<[keyof typeof OF_ONE, string, string]>([
  [
    "Session",
    `"lastSeenAt" = "lastSeenAt" + interval '1 millisecond'`,
    `"lastSeenAt" = "lastSeenAt" - interval '1 millisecond'`,
  ],
  ["Session", '"remember" = NOT "remember"', '"remember" = NOT "remember"'],
  ["User", `"image" = ''`, '"image" = NULL'],
])("one changed value of %s is noticed: %s", async (table, change, undo) => {
  await queryRows(url, `UPDATE "${table}" SET ${change} ${OF_ONE[table]}`);
  const { code, error } = await move(url);
  await queryRows(url, `UPDATE "${table}" SET ${undo} ${OF_ONE[table]}`);
  expect(code).toBe(1);
  expect(error).toBe(
    `Cannot move: The database is not empty, and no copy of the SQLite file: ${table} has other values. Give an empty one\n`,
  );
});
