import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSibling } from "@/tests/support/app/second-server";
import { createAccount } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { preload } from "@/tests/support/process/preload";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

afterAll(expectQuietLog);

/** Large, and of no use before somebody signs in, sets a password or is sent a mail. */
const LOADED_WHEN_USED = [
  "@prisma/client",
  "@prisma/adapter-better-sqlite3",
  "@prisma/adapter-pg",
  "@zxcvbn-ts/language-common",
  "nodemailer",
  "piscina",
];
const OTHER_DRIVER = process.env.DATABASE_URL ? "better-sqlite3" : "pg";
const OWN_DRIVER = process.env.DATABASE_URL ? "pg" : "better-sqlite3";

test(
  "an API request that comes while the server starts goes straight, and loads nothing of the pages'",
  async () => {
    const LOADED_FILE = join(mkdtempSync(join(tmpdir(), "loaded-")), "files");
    const { NODE_OPTIONS } = preload("telling-modules");
    const early = join(process.cwd(), "scripts/start/early-requests.cjs");
    // It is asked from the beginning whether it is ready.
    const server = await startSibling({
      NODE_OPTIONS: `${NODE_OPTIONS} --require ${early}`,
      LOADED_FILE,
    });
    await server.stop();
    const loaded = readFileSync(LOADED_FILE, "utf8").split("\n");
    expect(loaded.some((file) => /server.pages.api.health/.test(file))).toBe(true);
    expect(loaded.filter((file) => /server.middleware\.js$/.test(file))).toEqual([]);
  },
  START_MS,
);

test(
  "a start and a session check load nothing that others use",
  async () => {
    const { cookie } = await signInKeeping(await createAccount());
    const LOADED_FILE = join(mkdtempSync(join(tmpdir(), "loaded-")), "files");
    const server = await startSibling({ ...preload("telling-modules"), LOADED_FILE });
    try {
      await newClient(server.url).get("/api/me").set("Cookie", cookie).expect(200);
    } finally {
      await server.stop();
    }
    const packages = new Set(
      readFileSync(LOADED_FILE, "utf8")
        .split("\n")
        .map((file) => /.*node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(file)?.[1]),
    );
    expect(packages).toContain(OWN_DRIVER);
    expect([...LOADED_WHEN_USED, OTHER_DRIVER].filter((name) => packages.has(name))).toEqual([]);
  },
  START_MS,
);
