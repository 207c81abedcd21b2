import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

let tree = "";

beforeAll(async () => {
  tree = await mkdtemp(path.join(tmpdir(), "latchkey-new-migration-"));
  for (const part of [
    "prisma",
    "scripts",
    "lib/platform/config",
    "prisma.config.ts",
    "package.json",
  ]) {
    await cp(part, path.join(tree, part), { recursive: true });
  }
  await symlink(path.resolve("node_modules"), path.join(tree, "node_modules"));
});

afterAll(() => rm(tree, { recursive: true }));

const MODEL = `
model Invented {
  id      String @id @default(uuid(7))
  ownerId String
  owner   User   @relation(fields: [ownerId], references: [id], onDelete: Cascade)

  @@index([ownerId])
}
`;

test("a new model becomes a migration of its own on both databases, and a model of the client", async () => {
  await writeFile(path.join(tree, "prisma/schema/invented.prisma"), MODEL);
  const ours = path.join(tree, "prisma/schema/latchkey.prisma");
  const place = /^ {2}\/\/ The product's own relations.*\n/m;
  const schema = await readFile(ours, "utf8");
  expect(schema).toMatch(place);
  await writeFile(ours, schema.replace(place, "$&  invented Invented[]\n"));

  const { stdout } = await run(process.execPath, ["scripts/prisma/new-migration.mjs", "invented"], {
    cwd: tree,
    env: { ...process.env, DATABASE_URL: "" },
  });

  const files = stdout.trim().split("\n");
  expect(files).toEqual([
    expect.stringMatching(/^prisma\/migrations\/sqlite\/\d{14}_invented\/migration\.sql$/),
    expect.stringMatching(/^prisma\/migrations\/postgresql\/\d{14}_invented\/migration\.sql$/),
  ]);
  for (const file of files) {
    const sql = await readFile(path.join(tree, file), "utf8");
    // Nothing of the tables that the committed migrations have made already.
    expect(sql.match(/^(CREATE|ALTER|DROP)( UNIQUE)? \w+ "\w+"/gm)?.join("\n")).toMatch(
      /^CREATE TABLE "Invented"\nCREATE INDEX "Invented_ownerId_idx"(\nALTER TABLE "Invented")?$/,
    );
  }
  const models = await readdir(path.join(tree, "lib/platform/db/generated/sqlite/models"));
  expect(models).toContain("Invented.ts");
}, 120_000);
