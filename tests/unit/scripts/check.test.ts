import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appEnvironment } from "@/tests/support/app/environment";
import { startSmtp } from "@/tests/support/mail/smtp";
import { START_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";

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
    const METRICS_PORT = String(await freePort());
    const SMTP_URL = `smtp://127.0.0.1:${await freePort()}`;
    const { code, lines } = await check({
      ...{ DATA_DIR, PORT, METRICS_PORT, SMTP_URL },
      AUTO_MIGRATE: "true",
    });
    expect(lines).toEqual([
      "  ok       environment: every variable is valid",
      `  ok       address: 127.0.0.1, port ${PORT} is free, for http://localhost:3000`,
      `  ok       metrics: 127.0.0.1, port ${METRICS_PORT} is free`,
      "  ok       database: there is none yet, a start makes it",
      expect.stringMatching(/^ {2}PROBLEM {2}mail: .*ECONNREFUSED/),
    ]);
    expect(code).toBe(1);
    expect(existsSync(DATA_DIR)).toBe(false);
    rmSync(folder, { recursive: true });
  },
  START_MS,
);

test(
  "what a start cannot do is a problem, and so is a mail server that gets no mail",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "latchkey-check-"));
    const file = join(folder, "file");
    writeFileSync(file, "");
    const PORT = String(await freePort());
    const mail = await startSmtp();
    // This leads here, too, but is no name for this machine: mail goes there by TLS alone.
    const SMTP_URL = mail.url.replace("127.0.0.1", "[::ffff:127.0.0.1]");
    const MAIL_FROM = "Accounts <accounts@example.com>";
    const wrong = { DATA_DIR: join(file, "data"), PORT, METRICS_PORT: PORT, SMTP_URL, MAIL_FROM };
    const { code, lines } = await check(wrong);
    expect(lines.slice(2)).toEqual([
      `  PROBLEM  metrics: METRICS_PORT is ${PORT}, so port ${PORT} would be the app's own, too`,
      `  PROBLEM  database: DATA_DIR: ${file} is not a folder`,
      expect.stringMatching(/^ {2}PROBLEM {2}mail: .*STARTTLS/),
    ]);
    expect(code).toBe(1);
    const unmigrated = await check({ DATA_DIR: folder, PORT, AUTO_MIGRATE: "false" });
    expect(unmigrated.lines[2]).toMatch(/^ {2}PROBLEM {2}database: Pending migrations: /);
    await mail.stop();
    rmSync(folder, { recursive: true });
  },
  START_MS,
);
