import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { open } from "@/lib/crypto/sealed";
import { type Account, createAccount, newEmail, submitSignIn } from "../support/accounts";
import { app } from "../support/app";
import { closeDatabase } from "../support/close-database";
import { sessionCookie } from "../support/cookies";
import { expectSound } from "../support/expectations";
import { newClient } from "../support/http";
import type { AppServer } from "../support/server";
import { startSibling } from "../support/sibling";
import { until } from "../support/until";

/* 69: the machine goes down in the middle of writing, again and again. */

const ROUNDS = 10;
const PEOPLE = 12;
const MOMENT_MS = 100;

let server: AppServer | undefined;
const start = async () => {
  server = await startSibling();
  return server;
};
afterAll(() => server?.stop());

/** What people were told has happened. */
const acknowledged = { emails: new Set<string>(), cookies: new Set<string>() };

/** Writes again and again, one way of writing, until the server is gone. */
async function untilGone(write: () => Promise<void>, gone: () => boolean): Promise<void> {
  while (!gone()) {
    await write().catch((error) => {
      if (!gone()) throw error;
    });
  }
}

async function signUp(url: string): Promise<void> {
  const email = newEmail();
  const fields = { name: "Ada", email, password: "seven lemons on the wall" };
  const answer = await newClient(url).post("/api/account").send(fields);
  expectSound(answer);
  expect(answer.status).toBe(202);
  acknowledged.emails.add(email);
}

async function signIn(url: string, { email, password }: Account): Promise<void> {
  const answer = await submitSignIn(newClient(url), { email, password });
  expectSound(answer);
  acknowledged.cookies.add(sessionCookie(answer));
}

/** One column of the file as the killed process left it. */
function read(query: string): string[] {
  const file = new Database(join(app.dataDir, "latchkey.db"));
  try {
    return file.prepare(query).pluck().all() as string[];
  } finally {
    file.close();
  }
}

/** Rows that only ever come together with others, alone. */
const HALF_MADE = {
  "users without a password":
    'SELECT "email" FROM "User" WHERE "id" NOT IN (SELECT "userId" FROM "Password")',
  "unverified users without one link":
    'SELECT "email" FROM "User" u WHERE "emailVerified" IS NULL AND 1 <> (SELECT count(*) FROM "Token" t WHERE t."userId" = u."id")',
  "users whose making is not on record": `SELECT "email" FROM "User" WHERE "emailVerified" IS NULL AND "id" NOT IN (SELECT "subjectId" FROM "SecurityEvent" WHERE "type" = 'user_created')`,
  "rows that point at nobody": 'SELECT "table" FROM pragma_foreign_key_check',
};

/** All that was mailed, and all that waits for it, as one text. */
async function allMail(): Promise<string> {
  const folder = join(app.dataDir, "mail");
  const sent = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const waiting = read('SELECT "sealed" FROM "OutboxMail" WHERE "sealed" IS NOT NULL');
  const opened = await Promise.all(waiting.map((sealed) => open("outbox", sealed)));
  return sent.join("\n") + JSON.stringify(opened);
}

async function expectWholeDatabase(): Promise<void> {
  expect(read("PRAGMA integrity_check")).toEqual(["ok"]);
  for (const [what, query] of Object.entries(HALF_MADE)) {
    expect({ what, found: read(query) }).toEqual({ what, found: [] });
  }
  const emails = new Set(read('SELECT "email" FROM "User"'));
  expect([...acknowledged.emails].filter((email) => !emails.has(email))).toEqual([]);
  const mail = await allMail();
  expect([...acknowledged.emails].filter((email) => !mail.includes(email))).toEqual([]);
}

test(`69 kill -9 during writes, ${ROUNDS} times: nothing acknowledged is lost, nothing is half made`, async () => {
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
    await until("sign-ups", () => acknowledged.emails.size >= enough);
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
}, 180_000);
