import { join } from "node:path";
import Database from "better-sqlite3";
import { app } from "../support/app";
import { startSibling } from "../support/sibling";

/** 75: what must not start does not, and says why in one line. */
const REFUSED: [string, Record<string, string>, RegExp][] = [
  ["no secret", { NEXTAUTH_SECRET: "" }, /^NEXTAUTH_SECRET is missing$/m],
  ["a short secret", { NEXTAUTH_SECRET: "9f2c41d07be85a36b4e8" }, /^NEXTAUTH_SECRET is too short/m],
  [
    "an example secret",
    { NEXTAUTH_SECRET: "changeme-9f2c41d07be85a36b4e89f2c41d0" },
    /^NEXTAUTH_SECRET is a sample value/m,
  ],
  [
    "http away from localhost",
    { NEXTAUTH_URL: "http://accounts.example.com" },
    /^NEXTAUTH_URL must use https:\/\//m,
  ],
];

/** Starts a server that should not come up. @returns what was told instead, empty if it did */
const refusalOf = (env?: Record<string, string>) =>
  startSibling(env).then(
    () => "",
    (error: Error) => error.message,
  );

test.each(REFUSED)("75 with %s the server does not start", async (_, env, reason) => {
  const refusal = await refusalOf(env);
  expect(refusal).toMatch(/^The server ended while starting:/);
  expect(refusal).toMatch(reason);
  expect(refusal).not.toMatch(/\n\s+at /);
});

test("75 what fails after the checks ends the server, too", async () => {
  const file = new Database(join(app.dataDir, "latchkey.db"));
  file.exec('DROP TABLE "Session"; DROP TABLE "User"');
  file.close();
  const refusal = await refusalOf();
  expect(refusal).toMatch(/^The server ended while starting:/);
  expect(refusal).toContain("The table `main.User` does not exist");
});
