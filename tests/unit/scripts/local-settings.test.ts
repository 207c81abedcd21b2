import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const MODULE = pathToFileURL(resolve("scripts/start/local-settings.mjs")).href;

/** What a start with these settings writes to .env.local, by name. */
function written(env: Record<string, string>): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "local-settings-"));
  try {
    const script = `import { ensureLocalSettings } from ${JSON.stringify(MODULE)}; ensureLocalSettings();`;
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", script],
      { cwd: folder, env: { NODE_ENV: "production", PATH: process.env.PATH, ...env } },
    );
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: "" });
    const file = join(folder, ".env.local");
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    return Object.fromEntries([...text.matchAll(/^(\w+)=(.*)\n/gm)].map(([, ...pair]) => pair));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const SECRET = expect.stringMatching(/^[\w-]{43}$/);

test("a first start writes secrets, and keeps the cookies' usual names at the usual port", () => {
  expect(written({})).toEqual({
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: SECRET,
    PASSWORD_PEPPER: SECRET,
  });
});

test.each([
  ["by PORT", { PORT: "3001" }],
  ["by the address", { NEXTAUTH_URL: "http://localhost:3001" }],
])("a second app on the machine, %s, gets cookies of its own", (_, env) => {
  expect(written(env)).toMatchObject({ COOKIE_PREFIX: "local-3001" });
});

test.each([
  ["with a secret that has signed people in", { NEXTAUTH_SECRET: "x".repeat(32) }],
  ["that says how its cookies are called", { COOKIE_PREFIX: "" }],
  ["without a port in its address", { NEXTAUTH_URL: "http://localhost" }],
])("an app %s keeps the names", (_, env) => {
  expect(written({ PORT: "3001", ...env })).not.toHaveProperty("COOKIE_PREFIX");
});

test.each([
  ["https", { NEXTAUTH_URL: "https://accounts.example.com:8443" }],
  ["PostgreSQL", { DATABASE_URL: "postgres://localhost/app", PORT: "3001" }],
])("a deployment, by %s, gets nothing", (_, env) => {
  expect(written(env)).toEqual({});
});
