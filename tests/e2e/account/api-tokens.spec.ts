import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { expect, formError, test } from "@/tests/support/browser/browser";
import { signInDirectly } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

const PAGE = "/settings/tokens";

test("an API token, from making it to revoking it", { tag: "@nojs" }, async ({ page }) => {
  const account = await createAccount();
  let token = "";
  const call = () => fetch(`${app.url}/api/me`, { headers: { Authorization: `Bearer ${token}` } });

  await test.step("make it, for a week, to read the profile", async () => {
    await signInDirectly(page, account);
    await page.goto(PAGE);
    await expect(page.getByText(english("settingsTokens.none"))).toBeVisible();
    await page.getByLabel(english("settingsTokens.name"), { exact: true }).fill("backup script");
    await page.getByLabel(english("tokenScopes.profile:read")).check();
    await page.getByLabel(english("settingsTokens.expires")).selectOption("7");
    await page.getByRole("button", { name: english("settingsTokens.create") }).click();
    await expect(page.getByText(english("settingsTokens.madeLead"))).toBeVisible();
    token = (await page.getByText(/^lk_pat_/).textContent()) ?? "";
  });

  await test.step("use it", async () => {
    const answer = await call();
    expect(await answer.json()).toMatchObject({ user: { id: account.id }, session: null });
  });

  await test.step("it is shown once, and listed with its last four characters", async () => {
    await page.goto(PAGE);
    await expect(page.getByText(token)).toHaveCount(0);
    const item = page.getByRole("listitem").filter({ hasText: "backup script" });
    await expect(item).toContainText(token.slice(-4));
    await expect(item).toContainText("profile:read");
  });

  await test.step("revoke it", async () => {
    const item = page.getByRole("listitem").filter({ hasText: "backup script" });
    await item.getByRole("button", { name: english("settingsTokens.revoke") }).click();
    await expect(page.getByText(english("notices.tokenRevoked"))).toBeVisible();
    expect((await call()).status).toBe(401);
  });
});

test("a token without scopes is not made, and what was typed stays", {
  tag: "@nojs",
}, async ({ page }) => {
  const account = await createAccount();
  await signInDirectly(page, account);
  await page.goto(PAGE);
  await page.getByLabel(english("settingsTokens.name"), { exact: true }).fill("nothing");
  await page.getByRole("button", { name: english("settingsTokens.create") }).click();
  await expect(formError(page)).toContainText(english("fields.scopes"));
  await expect(page.getByLabel(english("settingsTokens.name"), { exact: true })).toHaveValue(
    "nothing",
  );
  expect(await db.apiToken.count({ where: { userId: account.id } })).toBe(0);
});

test("a new token is copied by its button", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const account = await createAccount();
  await signInDirectly(page, account);
  await page.goto(PAGE);
  await page.getByLabel(english("settingsTokens.name"), { exact: true }).fill("phone");
  await page.getByLabel(english("tokenScopes.events:read")).check();
  await page.getByRole("button", { name: english("settingsTokens.create") }).click();
  const token = (await page.getByText(/^lk_pat_/).textContent()) ?? "";
  await page.getByRole("button", { name: english("settingsTokens.copy") }).click();
  const told = page.getByRole("status").filter({ hasText: english("settingsTokens.copied") });
  await expect(told).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
});
