import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { startServer } from "@/tests/support/app/server";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

test("an unknown address", { tag: "@nojs" }, async ({ page, problems }) => {
  problems.allow(/status of 404/);
  const response = await page.goto("/no-such-page");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("problemTitles.not_found"),
  );
  await page.getByRole("link", { name: english("layout.toStart") }).click();
  await expect(page).toHaveURL("/");
});

test("an unknown address, for a signed-in user", async ({ page, problems }) => {
  problems.allow(/status of 404/);
  await signIn(page, await createAccount());
  await page.goto("/no-such-page");
  await page.getByRole("link", { name: english("dashboard.title"), exact: true }).click();
  await expect(page).toHaveURL("/dashboard");
});

test("a former administrator", { tag: "@nojs" }, async ({ page, problems }) => {
  problems.allow(/status of 403/);
  const account = await createAccount({ role: "admin" });
  await signIn(page, account);
  await db.user.update({ where: { id: account.id }, data: { role: "user" } });

  // The cookie still says "admin", which lets the request pass the middleware and no further.
  const response = await page.goto("/admin");
  expect(response?.status()).toBe(403);
  await expect(page.getByText(english("details.noAccess"))).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.getByRole("link", { name: english("layout.toDashboard") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("dashboard.hello", { name: "Ada Lovelace" }),
  );
  await expect(page.getByRole("link", { name: "Admin" })).toHaveCount(0);
});

test("a page that fails on the server [V16.5.1 V16.5.4]", { tag: "@nojs" }, async ({
  page,
  problems,
}) => {
  problems.allow(/status of 500/);
  await signIn(page, await createAccount());
  // A server of its own on a copy of the data, which lost a table that the dashboard needs. The
  // session is in the copy too, and cookies do not tell ports apart.
  const dataDir = mkdtempSync(join(tmpdir(), "latchkey-broken-"));
  const file = join(dataDir, DATABASE_FILE);
  const original = new Database(join(app.dataDir, DATABASE_FILE));
  original.prepare("VACUUM INTO ?").run(file);
  original.close();
  const copy = new Database(file);
  copy.exec('DROP TABLE "SecurityEvent"');
  copy.close();
  const broken = await startServer({ dataDir });
  try {
    const response = await page.goto(`${broken.url}/dashboard`);
    expect(response?.status()).toBe(500);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      english("problemTitles.internal"),
    );
    await expect(page.getByText(english("layout.accountMenu"))).toBeAttached();
    expect(await page.content()).not.toMatch(/SecurityEvent|prisma|sqlite/i);
    // What does not need the table still works.
    await page.getByRole("link", { name: english("settings.title") }).click();
    await expect(page.getByLabel(english("form.name"))).toHaveValue("Ada Lovelace");
  } finally {
    await broken.stop();
    rmSync(dataDir, { recursive: true });
  }
});
