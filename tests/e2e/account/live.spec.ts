import type { Page } from "@playwright/test";
import { db } from "@/lib/platform/db/client";
import { deleteSessions } from "@/lib/platform/db/tables/sessions";
import { setDisabled } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { expect, formError, test } from "@/tests/support/browser/browser";
import { signIn, signInDirectly, submitSignIn } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

// Pages that are open while something happens elsewhere. Nobody touches them.

test.beforeEach(({ problems }) => problems.allow(/401.*\/api\/me\//));

/** The button that ends the one other session. */
const signOutOther = (page: Page) =>
  page.getByRole("button", { name: new RegExp(`^${english("sessions.signOut")} ?: `) });

const sessionsOf = (page: Page) =>
  page.getByRole("region", { name: english("sessions.title") }).getByRole("listitem");

const eventsOf = (page: Page) =>
  page.getByRole("region", { name: english("ownEvents.title") }).getByRole("listitem");

/** Waits until the page follows its account. */
const following = (page: Page) =>
  page.waitForResponse((response) => response.url().includes("/api/me/live"));

test("the page of a session ended elsewhere leads to sign in, and back", async ({
  page,
  newBrowserPage,
}) => {
  const account = await createAccount();
  await signIn(page, account);
  const follows = following(page);
  await page.goto("/settings/sessions?before=");
  await follows;
  const other = await newBrowserPage();
  await signIn(other, account);
  await signOutOther(other).click();
  await expect(page).toHaveURL(/\/signin\?/);
  await expect(formError(page)).toHaveText(english("details.sessionEnded"));
  await submitSignIn(page, account.email, account.password);
  await expect(page).toHaveURL("/settings/sessions?before=");
});

test("so does each open page of the account, whoever ends the sessions", async ({
  page,
  context,
}) => {
  const account = await createAccount();
  await signIn(page, account);
  const tab = await context.newPage();
  const follows = following(tab);
  await tab.goto("/settings/language");
  await follows;
  await transaction(async (tx) => {
    await setDisabled(account.id, true, tx);
    await deleteSessions(account.id, null, tx);
  });
  for (const open of [page, tab]) {
    await expect(open).toHaveURL(/\/signin\?/);
    await expect(formError(open)).toHaveText(english("details.sessionEnded"));
  }
});

test("a sign-in elsewhere shows in the lists of the dashboard and of the settings", async ({
  page,
  context,
  newBrowserPage,
}) => {
  const account = await createAccount();
  await signIn(page, account);
  const settings = await context.newPage();
  const follows = following(settings);
  await settings.goto("/settings/sessions");
  await follows;
  for (const open of [page, settings]) await expect(sessionsOf(open)).toHaveCount(1);
  await signIn(await newBrowserPage(), account);
  for (const open of [page, settings]) {
    await expect(sessionsOf(open)).toHaveCount(2);
    await expect(eventsOf(open)).toHaveCount(2);
  }
});

test("a sign-out is confirmed by the page that follows, and by nothing else", async ({ page }) => {
  const account = await createAccount();
  await signIn(page, account);
  for (let n = 0; n < 5; n++) {
    await page.locator("summary", { hasText: english("layout.accountMenu") }).click();
    await page.getByRole("button", { name: english("layout.signOut"), exact: true }).click();
    await expect(page).toHaveURL("/");
    await signIn(page, account);
  }
});

test("a hidden page is not updated, and catches up when it is shown", async ({ page }) => {
  const account = await createAccount();
  await signInDirectly(page, account);
  const follows = following(page);
  await page.goto("/dashboard#events");
  await follows;
  const show = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await show(true);
  await transaction((tx) => deleteSessions(account.id, null, tx));
  await page.waitForTimeout(4000);
  await expect(page).toHaveURL("/dashboard#events");
  await show(false);
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard%23events&error=session_ended");
  expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
});

test("a page that comes back from the browser's memory asks at once", async ({ page }) => {
  const account = await createAccount();
  await signIn(page, account);
  const set = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { value, configurable: true });
      if (value) document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await set(true);
  await transaction((tx) => deleteSessions(account.id, null, tx));
  await set(false);
  await expect(page).toHaveURL("/dashboard");
  await page.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard&error=session_ended");
});

test("without scripts the next page leads to sign in", { tag: "@nojs" }, async ({
  page,
  problems,
}) => {
  await leaveStale(page, problems);
  const account = await createAccount();
  await signIn(page, account);
  await page.goto("/settings");
  await transaction((tx) => deleteSessions(account.id, null, tx));
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/signin\?callbackUrl=%2Fdashboard/);
});

test("an anonymous page and a form page load nothing for it", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const path of ["/", "/signin", "/docs/api"]) await page.goto(path);
  await page.waitForTimeout(500);
  expect(asked.filter((url) => url.includes("/api/me"))).toEqual([]);
});
