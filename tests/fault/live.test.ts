import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { Client } from "pg";
import { handedOver } from "@/tests/support/app/handed-over";
import { signUpByMail } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { CHROMIUM_ARGS, findChromium } from "@/tests/support/browser/chromium";
import { copyPostgres, makePostgresTemplate } from "@/tests/support/database/databases";
import { type Postgres, startPostgres } from "@/tests/support/database/postgres";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { english } from "@/tests/support/texts";

/* An open page in a real browser, while its database is killed and comes back. */

let postgres: Postgres;
let server: AppServer;
let browser: Browser;
let databaseUrl: string;

beforeAll(async () => {
  postgres = await startPostgres();
  await makePostgresTemplate(postgres.url);
  databaseUrl = await copyPostgres(postgres.url, "live");
  const dataDir = mkdtempSync(join(handedOver("worldFolder"), "live-"));
  server = await startServer({ dataDir, databaseUrl });
  browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
}, START_MS);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await postgres?.remove();
});

async function query(text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const listens = async () =>
  (
    await query(
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND query NOT LIKE 'SELECT%'",
    )
  ).length > 0;

test(
  "a killed database signs nobody out, and sessions ended in the meantime are noticed when it is back",
  async () => {
    const account = await signUpByMail(server);
    const page = await browser.newPage({ baseURL: server.url });
    await page.goto("/signin");
    await page.getByLabel(english("form.email")).fill(account.email);
    await page.getByLabel(english("password.label"), { exact: true }).fill(account.password);
    const follows = page.waitForResponse((response) => response.url().includes("/api/me/live"));
    await page.getByRole("button", { name: english("signIn.submit") }).click();
    await follows;
    await until("the server listens", listens);

    await postgres.stop();
    await page.waitForTimeout(5000);
    expect(new URL(page.url()).pathname).toBe("/dashboard");

    await postgres.start();
    // Past the app: no notice is sent, as if it had been while nobody listened.
    await query('DELETE FROM "Session"');
    await page.waitForURL(/\/signin\?/, { timeout: START_MS / 2 });
    expect(await page.getByRole("alert").first().textContent()).toBe(
      english("details.sessionEnded"),
    );
    await until("the server listens again", listens);
    await page.close();
  },
  START_MS,
);
