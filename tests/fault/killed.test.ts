import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { app } from "@/tests/support/app/app";
import { startSibling } from "@/tests/support/app/second-server";
import type { AppServer } from "@/tests/support/app/server";
import { closeDatabase } from "@/tests/support/database/close-database";
import { createAccount } from "@/tests/support/people/accounts";
import {
  acknowledged,
  expectAllKept,
  HALF_MADE,
  signIn,
  signUp,
} from "@/tests/support/people/acknowledged";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";

/* 69: the machine goes down in the middle of writing, again and again: KILLS=100 does it a hundred times. */

const ROUNDS = Number(process.env.KILLS || 20);
const PEOPLE = 12;
const MOMENT_MS = 100;

let server: AppServer | undefined;
const start = async () => {
  server = await startSibling();
  return server;
};
afterAll(() => server?.stop());

/** Writes again and again, one way of writing, until the server is gone. */
async function untilGone(write: () => Promise<void>, gone: () => boolean): Promise<void> {
  while (!gone()) {
    await write().catch((error) => {
      if (!gone()) throw error;
    });
  }
}

/** One column of the file as the killed process left it. */
function read(query: string): string[] {
  const file = new Database(join(app.dataDir, DATABASE_FILE));
  try {
    return file.prepare(query).pluck().all() as string[];
  } finally {
    file.close();
  }
}

async function expectWholeDatabase(): Promise<void> {
  expect(read("PRAGMA integrity_check")).toEqual(["ok"]);
  // Rows that point at nobody.
  expect(read('SELECT "table" FROM pragma_foreign_key_check')).toEqual([]);
  for (const [what, query] of Object.entries(HALF_MADE)) {
    expect({ what, found: read(query) }).toEqual({ what, found: [] });
  }
  const waiting = read('SELECT "sealed" FROM "OutboxMail" WHERE "sealed" IS NOT NULL');
  await expectAllKept(read('SELECT "email" FROM "User"'), waiting, app.dataDir);
}

test(
  `69 kill -9 during writes, ${ROUNDS} times: nothing acknowledged is lost, nothing is incomplete [V2.3.3]`,
  async () => {
    const account = await createAccount();
    // Else the file would stay open here, and the next server would find nothing to mend.
    await closeDatabase();
    for (let round = 0; round < ROUNDS; round++) {
      const { url, stop } = await start();
      let killed = false;
      const writers = [
        () => signIn(url, account),
        ...Array.from({ length: PEOPLE }, () => () => signUp(url)),
      ];
      const writing = Promise.allSettled(writers.map((write) => untilGone(write, () => killed)));
      const enough = acknowledged.emails.size + 2 * PEOPLE;
      await until("sign-ups", () => acknowledged.emails.size >= enough, START_MS);
      // Not just after an answer, when there is the least to break.
      await sleep(Math.random() * MOMENT_MS);
      killed = true;
      await stop("SIGKILL");
      for (const writer of await writing) if (writer.status === "rejected") throw writer.reason;
      await expectWholeDatabase();
    }
    const { url } = await start();
    for (const cookie of acknowledged.cookies) {
      expect((await newClient(url).get("/api/me").set("Cookie", cookie)).status).toBe(200);
    }
    const { emails, cookies } = acknowledged;
    process.stdout.write(
      `${emails.size} sign-ups and ${cookies.size} sessions acknowledged in ${ROUNDS} rounds, none lost\n`,
    );
  },
  ROUNDS * START_MS,
);
