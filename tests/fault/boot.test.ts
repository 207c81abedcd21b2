import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import Database from "better-sqlite3";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { app } from "@/tests/support/app/app";
import { appEnvironment } from "@/tests/support/app/environment";
import { startSibling } from "@/tests/support/app/second-server";
import { startServer } from "@/tests/support/app/server";
import { freePort } from "@/tests/support/process/ports";

/** 75: what must not start does not, and says why in one line. */
const REFUSED: [string, Record<string, string>, RegExp][] = [
  ["no secret", { NEXTAUTH_SECRET: "" }, /^NEXTAUTH_SECRET is missing$/],
  ["a short secret", { NEXTAUTH_SECRET: "9f2c41d07be85a36b4e8" }, /^NEXTAUTH_SECRET is too short/],
  [
    "an example secret",
    { NEXTAUTH_SECRET: "changeme-9f2c41d07be85a36b4e89f2c41d0" },
    /^NEXTAUTH_SECRET is a sample value/,
  ],
  [
    "https and no pepper",
    { NEXTAUTH_URL: "https://accounts.example.com", PASSWORD_PEPPER: "" },
    /^PASSWORD_PEPPER is missing\. /,
  ],
  [
    "http away from localhost",
    { NEXTAUTH_URL: "http://accounts.example.com" },
    /^NEXTAUTH_URL must use https:\/\//,
  ],
  [
    "an address with a path",
    { NEXTAUTH_URL: "https://example.com/accounts" },
    /^NEXTAUTH_URL must be an origin without a path$/,
  ],
];

/** Why a start failed, empty when it did not. */
const refusal = (start: Promise<unknown>) =>
  start.then(
    () => "",
    (error: Error) => error.message,
  );

/** Starts a server with a folder of its own, and expects it to end with one line. */
async function expectRefusal(env: Record<string, string>, reason: RegExp): Promise<void> {
  const dataDir = mkdtempSync(join(app.dataDir, "refused-"));
  const [ended, ...told] = (await refusal(startServer({ dataDir, env }))).split("\n");
  expect(ended).toBe("The server ended with 1 while starting:");
  // What Next says of itself comes before.
  const ours = told.filter((line) => line && !/^[▲✓-] /.test(line.trimStart()));
  expect(ours).toEqual([expect.stringMatching(reason)]);
  expect(readdirSync(dataDir)).toEqual(["server.log"]);
}

test.each(REFUSED)(
  "75 with %s the server does not start [V11.2.2 V12.2.1 V13.2.3]",
  async (_, env, reason) => {
    await expectRefusal(env, reason);
  },
);

test("75 with nothing on PostgreSQL's port the server does not start [V11.2.2 V12.2.1 V13.2.3]", async () => {
  const port = await freePort();
  const DATABASE_URL = `postgres://ada:hunter2@127.0.0.1:${port}/latchkey`;
  const reason = `^The database at 127\\.0\\.0\\.1:${port} cannot be used: Can't reach .+$`;
  await expectRefusal({ DATABASE_URL }, new RegExp(reason));
});

/** The installed addon of the database, as it would be for another line of Node. */
function addonOfAnotherNode(folder: string): string {
  const { resolve: find } = createRequire(__filename);
  const addon = readFileSync(
    join(dirname(find("better-sqlite3/package.json")), "build/Release/better_sqlite3.node"),
  );
  const version = Number(process.versions.modules);
  // What it registers with (node_module in node.h): the version, no flags, and a handle that is filled in later.
  const registration = Buffer.alloc(16);
  registration.writeInt32LE(version);
  for (let at = addon.indexOf(registration); at >= 0; at = addon.indexOf(registration, at + 1)) {
    addon.writeInt32LE(version - 1, at);
  }
  // The function for any Node of its version.
  const text = addon.toString("latin1");
  const entry = `node_register_module_v${version}`;
  const other = join(folder, "better_sqlite3.node");
  writeFileSync(other, text.replaceAll(entry, `${entry.slice(0, -3)}000`), "latin1");
  return other;
}

test("75 packages installed with another version of Node end the start with what to do", () => {
  const folder = mkdtempSync(join(app.dataDir, "other-node-"));
  const program = ["--import", "tsx", "scripts/start/prepare-database.ts"];
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", resolve("scripts/smoke/load-addon.cjs"), ...program],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        ...appEnvironment({ DATA_DIR: folder }),
        NODE_ENV: "production",
        LATCHKEY_SMOKE_ADDON: addonOfAnotherNode(folder),
      },
    },
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Cannot start: The database at the folder .+ cannot be used: the packages/,
  );
  expect(stderr).toContain(`with another version of Node than ${process.version}. Run: npm ci\n`);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("75 a failure after the checks ends the server, too [V11.2.2 V12.2.1 V13.2.3]", async () => {
  const file = new Database(join(app.dataDir, DATABASE_FILE));
  file.exec('DROP TABLE "Session"; DROP TABLE "User"');
  file.close();
  const told = await refusal(startSibling());
  expect(told).toMatch(/^The server ended with 1 while starting:/);
  expect(told).toContain("no such table: User");
});
