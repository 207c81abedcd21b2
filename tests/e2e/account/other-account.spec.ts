import type { BrowserContext, Page } from "@playwright/test";
import { findUser } from "@/lib/platform/db/tables/users";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn, signOut } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

// Two people use one browser. A tab that the first one left open never acts on the second one.

let first: Account;
let second: Account;

test.beforeEach(async ({ page, problems }) => {
  await leaveStale(page, problems);
  first = await createAccount({ name: "Ada Lovelace" });
  second = await createAccount({ name: "Grace Hopper" });
});

/** The second one signs in, in another tab. */
async function changePerson(context: BrowserContext): Promise<void> {
  const tab = await context.newPage();
  await tab.goto("/dashboard");
  await signOut(tab);
  await signIn(tab, second);
  await tab.close();
}

async function expectRefused(page: Page): Promise<void> {
  await expect(page).toHaveURL("/other-account");
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText(english("otherAccount.title"));
  await expect(page.getByRole("main")).toContainText(`Grace Hopper (${second.email})`);
  await expect(page.getByRole("main")).toContainText("Nothing was changed.");
}

test("an open page deletes nobody else's account", { tag: "@nojs" }, async ({ page, context }) => {
  await signIn(page, first);
  await page.goto("/settings/account");
  await changePerson(context);
  await page.getByLabel(english("settingsAccount.confirm")).fill(first.email);
  await page.getByRole("button", { name: english("settingsAccount.delete") }).click();
  await expectRefused(page);
  expect(await findUser(first.id)).not.toBeNull();
  expect(await findUser(second.id)).not.toBeNull();
  await page
    .getByRole("link", { name: english("otherAccount.goOn", { name: "Grace Hopper" }) })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Grace Hopper");
});

test("an open page renames nobody else", { tag: "@nojs" }, async ({ page, context }) => {
  await signIn(page, first);
  await page.goto("/settings");
  await changePerson(context);
  await page.getByLabel(english("form.name")).fill("Countess");
  await page.getByRole("button", { name: english("settings.save") }).click();
  await expectRefused(page);
  expect(await findUser(second.id)).toMatchObject({ name: "Grace Hopper" });
});

test("an open list of sessions signs out nobody else", { tag: "@nojs" }, async ({
  page,
  context,
  newBrowserPage,
}) => {
  await signIn(await newBrowserPage(), first);
  await signIn(page, first);
  await page.goto("/settings/sessions");
  await changePerson(context);
  await page.getByRole("button", { name: english("sessions.signOutOthers") }).click();
  await expectRefused(page);
  await page.getByRole("button", { name: english("layout.signOut") }).click();
  await expect(page).toHaveURL("/signin");
});

test("the account menu of an open page signs out nobody else", { tag: "@nojs" }, async ({
  page,
  context,
}) => {
  await signIn(page, first);
  await page.goto("/settings");
  await changePerson(context);
  await page.locator("summary", { hasText: english("layout.accountMenu") }).click();
  await page.getByRole("button", { name: english("layout.signOut"), exact: true }).click();
  await expectRefused(page);
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Grace Hopper");
});

test("a dashboard in the background becomes the current user's when it is shown", async ({
  page,
  context,
  problems,
}) => {
  problems.allow(/409/);
  await signIn(page, first);
  await changePerson(context);
  await page.unrouteAll();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Grace Hopper");
  await expect(page.locator("header")).not.toContainText("Ada");
});
