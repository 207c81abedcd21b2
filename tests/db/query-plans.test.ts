import { readdirSync } from "node:fs";
import { env } from "@/lib/platform/config/env";
import { db } from "@/lib/platform/db/client";
import * as events from "@/lib/platform/db/tables/events";
import * as lists from "@/lib/platform/db/tables/people/user-lists";
import { organisationCalls } from "@/tests/support/database/calls/organisations";
import { peopleCalls } from "@/tests/support/database/calls/people";
import { long, soon, storeRows, user } from "@/tests/support/database/calls/rows";
import { sessionCalls } from "@/tests/support/database/calls/sessions";
import { signInCalls } from "@/tests/support/database/calls/sign-in";
import { upkeepCalls } from "@/tests/support/database/calls/upkeep";
import {
  fullScans,
  listenToPostgres,
  statementsOf,
  stepsOfSqlite,
} from "@/tests/support/database/statements";

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});

// lib/platform/db/tables is the only folder that queries a database. Every function of it that does so is
// called here, and the database is asked for the plan of each statement: none may scan a whole table.

/** Files of the folder that ask for nothing, or for no table that grows. */
const ASK_NOTHING = ["search-keys"];

/** The calls of every file. A new function gets one in tests/support/database/calls. */
const CALLS = {
  ...organisationCalls,
  ...peopleCalls,
  ...sessionCalls,
  ...signInCalls,
  ...upkeepCalls,
};

beforeAll(async () => {
  if (env.postgres) listenToPostgres();
  await storeRows();
});

/** On SQLite the transaction itself is the lock. */
const SILENT = env.postgres ? [] : ["lockAdmins"];

describe.each(Object.entries(CALLS))("lib/platform/db/tables/%s", (_file, calls) => {
  test.each(Object.entries(calls))("%s scans no table", async (name, call) => {
    const statements = await statementsOf(call);
    expect(statements.length > 0).toBe(!SILENT.includes(name));
    for (const statement of statements) {
      const scans = await fullScans(statement);
      expect({ text: statement.text, scans }).toEqual({ text: statement.text, scans: [] });
    }
  });
});

// PostgreSQL chooses by what its tables hold.
if (!env.postgres) {
  describe("the filter by which the list is read is", () => {
    test.each<[string, events.EventFilter]>([
      ["subjectId", { subjectId: "a", actorId: "a", ipAddress: "a", type: "a", from: long }],
      ["actorId", { actorId: "a", ipAddress: "a", type: "a", until: soon }],
      ["ipAddress", { ipAddress: "a", type: "a", from: long }],
    ])("the narrowest: %s", async (column, filter) => {
      const [statement] = await statementsOf(() =>
        events.listEvents(filter, { before: null, take: 51 }),
      );
      expect(stepsOfSqlite(String(statement?.text))).toEqual([
        expect.stringContaining(`(${column}=? AND id`),
      ]);
    });

    test("the last sign-in, in the order of its index: nothing is sorted", async () => {
      for (const call of [
        () => lists.listBySignIn({ after: user.id, take: 26 }, { from: long }),
        () => lists.listNeverSignedIn({ after: user.id, take: 26 }),
      ]) {
        const texts = (await statementsOf(call)).map(({ text }) => text);
        const steps = texts.filter((text) => text.includes("ORDER BY")).flatMap(stepsOfSqlite);
        expect(steps).toEqual([expect.stringContaining("INDEX User_lastSignInAt_id_idx (")]);
      }
    });

    test("the account, for the days of a chart", async () => {
      const [statement] = await statementsOf(CALLS.events.listEventTimes);
      expect(stepsOfSqlite(String(statement?.text))).toEqual([
        expect.stringContaining("(subjectId=? AND id>?)"),
      ]);
    });
  });
}

test("rows deleted with a user are found by an index", async () => {
  for (const table of [
    "Password",
    "Session",
    "Account",
    "Token",
    "Device",
    "PendingSignIn",
    "Totp",
    "RecoveryCode",
    "Passkey",
    "PasskeyOwner",
    "PasskeyChallenge",
    "SearchKey",
    "Member",
  ]) {
    const text = `SELECT 1 FROM "${table}" WHERE "userId" = 'id'`;
    expect({ table, scans: await fullScans({ text, values: [] }) }).toEqual({ table, scans: [] });
  }
});

test("rows deleted with an administrator's session are found by an index", async () => {
  const text = `SELECT 1 FROM "Session" WHERE "parentId" = 'id'`;
  expect(await fullScans({ text, values: [] })).toEqual([]);
});

test("rows deleted with an organisation or an inviter are found by an index", async () => {
  for (const [table, column] of [
    ["Member", "organizationId"],
    ["Invitation", "organizationId"],
    ["Invitation", "invitedById"],
  ]) {
    const text = `SELECT 1 FROM "${table}" WHERE "${column}" = 'id'`;
    expect({ table, scans: await fullScans({ text, values: [] }) }).toEqual({ table, scans: [] });
  }
});

test("no file of lib/platform/db/tables is left out", () => {
  const files = readdirSync("lib/platform/db/tables", { recursive: true }).map(String);
  const modules = files.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3));
  expect(modules.sort()).toEqual([...Object.keys(CALLS), ...ASK_NOTHING].sort());
});

test("a full scan would be noticed", async () => {
  const [statement] = await statementsOf(() => db.user.findFirst({ where: { image: "x" } }));
  expect(statement && (await fullScans(statement))).not.toEqual([]);
});
