import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn, signInDirectly, signOut } from "@/tests/support/browser/sign-in";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

const REASON = "your question of Tuesday";

const banner = (page: Page) => page.getByRole("region", { name: english("actingBanner.label") });
const stop = (page: Page) =>
  banner(page)
    .getByRole("button", { name: english("actingBanner.stop") })
    .click();

/** An administrator asks to act for somebody, from the page of the account. */
async function actFor(page: Page, { id, name }: Account): Promise<void> {
  await page.goto(`/admin/users/${id}`);
  await page.getByRole("link", { name: english("impersonation.link") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("impersonation.question", { name }),
  );
  await page.getByLabel(english("impersonation.reason")).fill(REASON);
  await page.getByRole("button", { name: english("impersonation.link") }).click();
  await expect(page).toHaveURL("/dashboard");
}

test("an administrator looks at what a user sees, changes nothing, and goes back", {
  tag: "@nojs",
}, async ({ page, problems }) => {
  problems.allow(/status of 403/);
  const account = await createAccount({ name: "Grace Hopper" });
  await signIn(page, await createAccount({ role: "admin" }));
  await actFor(page, account);
  await expect(banner(page)).toContainText("Grace Hopper");
  await page.goto("/settings");
  await expect(page.getByLabel(english("form.name"), { exact: true })).toHaveValue("Grace Hopper");
  await page.getByLabel(english("form.name"), { exact: true }).fill("Eve");
  await page.getByRole("button", { name: english("settings.save") }).click();
  await expect(page.getByRole("alert").first()).toContainText(english("problems.impersonated"));
  await page.goto("/settings/account");
  await expect(page.getByText(english("problems.impersonated"))).toBeVisible();
  await expect(banner(page)).toBeVisible();
  await stop(page);
  await expect(page).toHaveURL(`/admin/users/${account.id}`);
  await expect(banner(page)).toHaveCount(0);
  await expect(page.getByText(english("events.impersonation_ended")).first()).toBeVisible();
});

test("without a reason it does not begin", { tag: "@nojs" }, async ({ page }) => {
  const account = await createAccount();
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin/users/${account.id}/impersonate`);
  // A blank one, so that no browser holds it back by itself.
  await page.getByLabel(english("impersonation.reason")).fill("  ");
  await page.getByRole("button", { name: english("impersonation.link") }).click();
  await expect(page.getByText(english("impersonation.reasonMissing")).first()).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
});

test("the owner sees it and ends it; the administrator signs in again", { tag: "@nojs" }, async ({
  page,
  browser,
  javaScriptEnabled,
  problems,
}) => {
  problems.allow(/status of 401/);
  const account = await createAccount();
  await signIn(page, await createAccount({ role: "admin" }));
  await actFor(page, account);
  const own = await browser.newContext();
  const owner = await own.newPage();
  await signIn(owner, account);
  await owner.goto("/settings/sessions");
  await expect(owner.getByText(english("ownEvents.reason", { reason: REASON }))).toBeVisible();
  const theirs = owner.locator("li", { hasText: english("sessions.byAdministrator") });
  await theirs.getByRole("button").click();
  await expect(theirs).toHaveCount(0);
  await own.close();
  // With a script the open page is led there by itself.
  if (!javaScriptEnabled) await stop(page);
  await expect(page).toHaveURL(/^[^?]*\/signin\?/);
});

test("signing out ends both", { tag: "@nojs" }, async ({ page }) => {
  await signIn(page, await createAccount({ role: "admin" }));
  await actFor(page, await createAccount());
  await signOut(page);
  await page.goto("/dashboard");
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard");
});

test("a page made at build time has the way back, too", async ({ page, problems }) => {
  problems.allow(/status of 404/);
  const account = await createAccount();
  await signIn(page, await createAccount({ role: "admin" }));
  await actFor(page, account);
  await page.goto("/_next/nothing-here");
  await expect(banner(page)).toContainText(account.name);
  await stop(page);
  await expect(page).toHaveURL(`/admin/users/${account.id}`);
});
