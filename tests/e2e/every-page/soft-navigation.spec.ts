import type { Page } from "@playwright/test";
import { expect, hydrated, test } from "@/tests/support/browser/browser";
import { signIn, submitSignIn } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });

test("signing in after a soft navigation while signed out does not loop", async ({
  page,
  problems,
}) => {
  await leaveStale(page, problems);
  const account = await createAccount();
  await signIn(page, account);
  await hydrated(page);
  await page.context().clearCookies();
  await link(page, english("settings.title")).click();
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fsettings");

  await submitSignIn(page, account.email, account.password);
  await expect(page).toHaveURL("/settings");
  await link(page, english("dashboard.title")).click();
  await expect(page).toHaveURL("/dashboard");
  await link(page, english("settings.title")).click();
  await expect(page).toHaveURL("/settings");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(english("settings.profile"));
});

// The client-side router keeps what it prefetched, redirects of the middleware included.
test("what was prefetched while signed out is forgotten [V14.3.1]", async ({ page, problems }) => {
  await leaveStale(page, problems);
  const account = await createAccount();
  await signIn(page, account);
  await page.goto("/settings");
  await hydrated(page);
  await page.context().clearCookies();
  const prefetched = page.waitForResponse(/\/_next\/data\/.*dashboard\.json/);
  await link(page, english("dashboard.title")).hover();
  await prefetched;

  await signIn(await page.context().newPage(), account);
  await link(page, english("dashboard.title")).click();
  await expect(page).toHaveURL("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("dashboard.hello", { name: "Ada Lovelace" }),
  );
});

test("a soft navigation with a session that has ended asks to sign in", async ({
  page,
  newBrowserPage,
  problems,
}) => {
  await leaveStale(page, problems);
  const account = await createAccount();
  const otherPage = await newBrowserPage();
  await signIn(page, account);
  await hydrated(page);
  await signIn(otherPage, account);
  await otherPage.getByRole("button", { name: english("sessions.signOutOthers") }).click();
  await expect(otherPage.getByText(english("notices.otherSessionsEnded"))).toBeVisible();

  await link(page, english("settings.title")).click();
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fsettings");
  await submitSignIn(page, account.email, account.password);
  await expect(page).toHaveURL("/settings");
});
