import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { appEnvironment } from "../support/environment";
import { startPostgres } from "../support/postgres";

// The history is what a running database has; the schema is what the code believes.

const run = promisify(execFile);

const PRISMA = "node_modules/prisma/build/index.js";

/** Runs a Node program against one database. @throws with its output when it fails. */
async function node(command: string[], env: Record<string, string>): Promise<string> {
  const { stdout } = await run(process.execPath, command, {
    env: { ...process.env, DATABASE_URL: "", CHECKPOINT_DISABLE: "1", ...env },
  });
  return stdout.trim();
}

/** Applies the history as `npm start` does, then asks Prisma's own commands what they make of it. */
async function replayAndCompare(env: Record<string, string>, schema: string) {
  const start = ["--import", "tsx", "scripts/start/prepare-database.ts"];
  await node(start, appEnvironment({ ...env, AUTO_MIGRATE: "true" }));
  const diff = ["migrate", "diff", "--from-config-datasource", "--to-schema", schema];
  return {
    // With --exit-code a difference is a failure.
    difference: await node([PRISMA, ...diff, "--exit-code"], env),
    deployed: await node([PRISMA, "migrate", "deploy"], env),
  };
}

const NOTHING_LEFT = {
  difference: "No difference detected.",
  deployed: expect.stringMatching(/^No pending migrations to apply\.$/m),
};

test("the SQLite migrations give exactly the schema", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "latchkey-migrations-"));
  try {
    const result = await replayAndCompare({ DATA_DIR: folder }, "prisma/schema.prisma");
    expect(result).toEqual(NOTHING_LEFT);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 30_000);

test("the PostgreSQL migrations give exactly the schema", async () => {
  const server = await startPostgres();
  try {
    const result = await replayAndCompare(
      { DATABASE_URL: server.url },
      "lib/db/generated/postgresql.prisma",
    );
    expect(result).toEqual(NOTHING_LEFT);
  } finally {
    await server.remove();
  }
}, 60_000);

test("the next migration starts from the schema of the last one", async () => {
  const [now, last] = await Promise.all(
    ["prisma/schema.prisma", "prisma/migrations/last.prisma"].map((file) => readFile(file, "utf8")),
  );
  expect(last).toBe(now);
});
