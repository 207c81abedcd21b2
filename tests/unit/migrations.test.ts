import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startPostgres } from "../support/postgres";

// The history is what a running database has; the schema is what the code believes.

const run = promisify(execFile);

/** Runs a Prisma command against one database. @throws with its output when it fails. */
function prisma(args: string[], env: Record<string, string>) {
  const command = ["node_modules/prisma/build/index.js", ...args];
  return run(process.execPath, command, {
    env: { ...process.env, DATABASE_URL: "", CHECKPOINT_DISABLE: "1", ...env },
  });
}

/** Applies the history, then asks for the difference; with --exit-code one is a failure. */
async function replayAndCompare(env: Record<string, string>, schema: string): Promise<string> {
  await prisma(["migrate", "deploy"], env);
  const { stdout } = await prisma(
    ["migrate", "diff", "--from-config-datasource", "--to-schema", schema, "--exit-code"],
    env,
  );
  return stdout.trim();
}

test("the SQLite migrations give exactly the schema", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "latchkey-migrations-"));
  try {
    const difference = await replayAndCompare({ DATA_DIR: folder }, "prisma/schema.prisma");
    expect(difference).toBe("No difference detected.");
  } finally {
    await rm(folder, { recursive: true });
  }
}, 30_000);

test("the PostgreSQL migrations give exactly the schema", async () => {
  const server = await startPostgres();
  try {
    const difference = await replayAndCompare(
      { DATABASE_URL: server.url },
      "lib/db/generated/postgresql.prisma",
    );
    expect(difference).toBe("No difference detected.");
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
