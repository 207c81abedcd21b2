import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startPostgres } from "./postgres.mjs";
import { run } from "./run.mjs";
import { startServer } from "./server.mjs";
import { temporaryFolder } from "./temporary.mjs";
import { nextAuthVisitor } from "./visitor.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const LEFT_OUT = new Set([".git", ".next", ".data", "node_modules", "bench", "tests", "docs"]);
const NEXT = "node_modules/next/dist/bin/next";
const FLOOR_FILE = "floor.json";
const secret = randomBytes(32).toString("base64url");

/** The copy of the app: both databases share it. */
let folder;

async function buildCopy() {
  // Beside the app: hard links stay on one disk, and a symbolic link out of the folder is refused.
  folder = temporaryFolder(path.dirname(root));
  cpSync(root, folder, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(path.relative(root, source)),
  });
  execFileSync("cp", ["-al", path.join(root, "node_modules"), path.join(folder, "node_modules")]);
  cpSync(path.join(root, "bench/latchkey"), folder, { recursive: true });
  cpSync(path.join(root, "bench/peers/shared/accounts.mjs"), path.join(folder, "accounts.mjs"));
  const env = environment({ NEXTAUTH_URL: "http://localhost" });
  await run(["scripts/prisma/generate.mjs"], { cwd: folder, env });
  await run([NEXT, "build"], { cwd: folder, env });
}

function environment(more) {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_SECRET: secret,
    LOG_LEVEL: "warn",
    ...more,
  };
}

/** Latchkey on one of its databases; its floor is two routes of the same build. */
function latchkey({ key, title, databaseUrl }) {
  let data;
  let database;
  const environmentAt = (url) =>
    environment({
      NEXTAUTH_URL: url,
      DATA_DIR: data,
      DATABASE_URL: database,
      FLOOR_FILE: path.join(data, FLOOR_FILE),
    });
  return {
    key,
    title,
    /** Paths of the same server. */
    floor: { "/api/me": "/api/floor", "/dashboard": "/floor" },
    visitor: nextAuthVisitor,
    async prepare() {
      data = temporaryFolder();
      if (!folder) await buildCopy();
      database = await databaseUrl();
      const env = environmentAt("http://localhost");
      await run(["scripts/prisma/migrate.mjs"], { cwd: folder, env });
      await run(["--import", "tsx", "seed-accounts.ts"], { cwd: folder, env });
    },
    start: () =>
      startServer({
        command: [NEXT, "start", "-H", "127.0.0.1", "-p", "PORT"],
        cwd: folder,
        env: environmentAt,
      }),
    /** Tells the floor what to answer: what the account is answered with. */
    layFloor(me, dashboard) {
      const json = /<script id="__NEXT_DATA__"[^>]*>(.*?)<\/script>/s.exec(dashboard)[1];
      const { pageProps } = JSON.parse(json).props;
      writeFileSync(
        path.join(data, FLOOR_FILE),
        JSON.stringify({ me: JSON.parse(me), props: pageProps }),
      );
    },
  };
}

export const LATCHKEY = [
  latchkey({ key: "latchkey", title: "Latchkey, SQLite", databaseUrl: async () => "" }),
  latchkey({ key: "latchkey-postgres", title: "Latchkey, PostgreSQL", databaseUrl: startPostgres }),
];
