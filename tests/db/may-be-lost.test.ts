import { env } from "@/lib/platform/config/env";
import { db, mayBeLost } from "@/lib/platform/db/client";
import { touchApiToken } from "@/lib/platform/db/tables/programs/api-tokens";
import { touchSession } from "@/lib/platform/db/tables/sessions";
import {
  countAttempts,
  forgetAttempts,
  type Limit,
  returnAttempt,
} from "@/lib/platform/db/tables/throttle";
import { transaction } from "@/lib/platform/db/transaction";
import { everythingSentBy } from "@/tests/support/database/statements";

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});

const onSqlite = (name: string, run: () => Promise<void>) =>
  env.postgres ? test.skip(`${name} (skipped: PostgreSQL waits by itself)`, run) : test(name, run);

/** How far a commit of the connection waits for the disk: 2 is FULL, 1 is NORMAL. */
const level = async (on: Pick<typeof db, "$queryRaw"> = db) => {
  const [row] = await on.$queryRaw<{ synchronous: bigint }[]>`PRAGMA synchronous`;
  return Number(row?.synchronous);
};

const LIMIT: Limit = { name: "lost", points: 5, duration: 60 };
const NOW = new Date();

onSqlite("a write waits for the disk, unless a power cut may undo it", async () => {
  expect(await level()).toBe(2);
  expect(await mayBeLost(level)).toBe(1);
  expect(await level()).toBe(2);
});

onSqlite("after one that failed, the next write waits again", async () => {
  await expect(mayBeLost(() => db.$executeRaw`no statement`)).rejects.toThrow();
  expect(await level()).toBe(2);
});

onSqlite("those at the same time and those in a transaction wait", async () => {
  const levels = await Promise.all([level(), mayBeLost(level), level(), transaction(level)]);
  expect(levels).toEqual([2, 1, 2, 2]);
});

const WRITES = {
  "a try": () => countAttempts([{ limit: LIMIT, key: "key" }]),
  "a try given back": () => returnAttempt(LIMIT, "key"),
  "a count forgotten": () => forgetAttempts(LIMIT, "key"),
  "a session's use": () => touchSession({ id: "none" }, NOW, NOW),
  "a token's use": () => touchApiToken("none", NOW, NOW),
};

for (const [name, write] of Object.entries(WRITES)) {
  onSqlite(`${name} does not wait for the disk`, async () => {
    const sent = await everythingSentBy(write);
    const at = sent.findIndex((text) => /^\s*(INSERT|UPDATE|DELETE)\b/.test(text));
    expect(sent[at - 1]).toBe("PRAGMA synchronous = NORMAL");
    expect(sent[at + 1]).toBe("PRAGMA synchronous = FULL");
  });
}
