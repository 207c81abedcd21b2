import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appEnvironment } from "@/tests/support/app/environment";
import { START_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/requests/ports";

/** Runs `npm run check`. @returns its exit code and its lines */
function check(env: Record<string, string>) {
  const options = { env: { ...process.env, ...appEnvironment(env) } };
  return new Promise<{ code: unknown; lines: string[] }>((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "scripts/check.ts"],
      options,
      (error, stdout) => {
        resolve({ code: error?.code ?? 0, lines: stdout.split("\n").filter(Boolean) });
      },
    );
  });
}

test(
  "a mistake in the environment is the only report",
  async () => {
    expect(await check({ NEXTAUTH_SECRET: "" })).toEqual({
      code: 1,
      lines: ["  PROBLEM  environment: NEXTAUTH_SECRET is missing"],
    });
  },
  START_MS,
);

test(
  "each part is tried, and nothing is created",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "latchkey-check-"));
    const DATA_DIR = join(folder, "data");
    const PORT = String(await freePort());
    const SMTP_URL = `smtp://127.0.0.1:${await freePort()}`;
    const { code, lines } = await check({ DATA_DIR, PORT, SMTP_URL });
    expect(lines).toEqual([
      "  ok       environment: every variable is valid",
      `  ok       address: 127.0.0.1, port ${PORT} is free, for http://localhost:3000`,
      "  ok       database: there is none yet, a start makes it",
      expect.stringMatching(/^ {2}PROBLEM {2}mail: .*ECONNREFUSED/),
    ]);
    expect(code).toBe(1);
    expect(existsSync(DATA_DIR)).toBe(false);
    rmSync(folder, { recursive: true });
  },
  START_MS,
);
