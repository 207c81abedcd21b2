import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { db } from "@/lib/platform/db/client";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";

/* npm run import and npm run export, as an operator types them. */

jest.setTimeout(4 * START_MS);

const folder = mkdtempSync(path.join(tmpdir(), "people-"));
afterAll(() => rm(folder, { recursive: true }));

const command = (script: "import" | "export", ...args: string[]) =>
  new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    const line = ["--import", "tsx", `scripts/people/${script}.ts`, ...args];
    execFile(process.execPath, line, { env: process.env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });

const inFolder = (name: string) => path.join(folder, name);

test("imports a file after a dry run, and writes a report for its owner only", async () => {
  const file = inFolder("users.csv");
  const email = newEmail();
  writeFileSync(file, `email,name\n${email},Ada\nnobody,Eve\n`);
  const dry = await command("import", file, "--from", "csv", "--dry-run");
  expect(dry).toMatchObject({ code: 0, err: "" });
  expect(dry.out).toContain(
    "  1 would be created (0 with a note), 0 had an account, 0 share an address, 1 refused",
  );
  expect(await db.user.count({ where: { email } })).toBe(0);
  const done = await command("import", file, "--from", "csv");
  expect(done).toMatchObject({ code: 0, err: "" });
  expect(done.out).toContain("  1 created");
  expect(await db.user.count({ where: { email } })).toBe(1);
  expect(statSync(`${file}.report.csv`).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${file}.report.csv`, "utf8")).toContain(`2,created,${email},`);
});

test("a missing file is reported in one line", async () => {
  const { code, err } = await command("import", inFolder("none.csv"), "--from", "csv");
  expect({ code, lines: err.trim().split("\n").length }).toEqual({ code: 1, lines: 1 });
});

test("exports to a file for its owner only, never over another one, or to standard output", async () => {
  const { id, email } = await createAccount();
  const file = inFolder("accounts.ndjson");
  expect(await command("export", file)).toMatchObject({ code: 0, out: "" });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const lineOf = (text: string) => text.split("\n").find((line) => line.includes(id)) ?? "{}";
  const line = lineOf(readFileSync(file, "utf8"));
  expect(JSON.parse(line)).toMatchObject({
    id,
    email,
    role: "user",
    password: { record: expect.stringMatching(/^hmac-sha384:/) },
  });
  expect(await command("export", file)).toMatchObject({ code: 1 });
  expect(lineOf((await command("export")).out)).toBe(line);
  const events = await db.securityEvent.count({
    where: { type: "sensitive_read", detail: "all_accounts" },
  });
  expect(events).toBe(2);
});
