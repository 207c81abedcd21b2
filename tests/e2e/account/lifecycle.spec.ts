import type { Page } from "@playwright/test";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn, submitSignIn } from "@/tests/support/browser/sign-in";
import { moveSessions } from "@/tests/support/database/session-rows";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

const NEW_PASSWORD = "seven quiet lanterns";

/** The one link of the newest mail to an address, as a path of this site. */
async function mailedPath(email: string, count = 1): Promise<string> {
  const [link] = linksIn(await waitForMail(app.dataDir, email, count));
  const { pathname, search } = new URL(String(link));
  return pathname + search;
}

/** From /forgot-password by the mailed link to a new password, and with that to the dashboard. */
async function recover(page: Page, email: string): Promise<void> {
  // Both pages on the way ask for an address.
  await expect(page).toHaveURL("/forgot-password");
  await page.getByLabel(english("form.email")).fill(email);
  await page.getByRole("button", { name: english("forgotPassword.submit") }).click();
  await expect(page.getByText(english("notices.resetSent"))).toBeVisible();
  await page.goto(await mailedPath(email));
  await page.getByLabel(english("password.new")).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: english("resetPassword.submit") }).click();
  await expect(page.getByText(english("link.resetDone", { email }))).toBeVisible();
  await page.getByRole("link", { name: english("link.signIn") }).click();
  await submitSignIn(page, email, NEW_PASSWORD);
  await expect(page).toHaveURL("/dashboard");
}

test("a forgotten password is replaced by the mailed link @nojs", async ({ page }) => {
  const account = await createAccount();
  await page.goto("/signin");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await recover(page, account.email);
});

test("a password is changed, and this browser stays signed in @nojs [V6.2.2]", async ({ page }) => {
  const account = await createAccount();
  await signIn(page, account);
  await page.goto("/settings/password");
  await page.getByLabel(english("password.current")).fill(account.password);
  await page.getByLabel(english("password.new")).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: english("settingsPassword.submitChange") }).click();
  await expect(page.getByText("Your password was changed")).toBeVisible();
  await page.goto("/dashboard");
  await expect(page).toHaveURL("/dashboard");
});

/** Signs in to an account that has no password any more, as one made by another provider has none. */
async function signInWithoutPassword(page: Page) {
  const account = await createAccount();
  await signIn(page, account);
  await db.password.delete({ where: { userId: account.id } });
  return account;
}

test("an account without a password, long signed in, sets one by the mailed link @nojs", async ({
  page,
}) => {
  const account = await signInWithoutPassword(page);
  await moveSessions(account.id, { authenticatedAt: new Date(Date.now() - 11 * 60_000) });
  await page.goto("/settings/password");
  await page.getByLabel(english("password.new")).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: english("resetPassword.submit") }).click();
  await expect(page).toHaveURL("/reauthenticate?callbackUrl=%2Fsettings%2Fpassword");
  await expect(
    page.getByText(english("reauthenticate.noPassword", { email: account.email })),
  ).toBeVisible();
  await expect(page.getByLabel(english("password.label"))).toHaveCount(0);
  await page.getByRole("link", { name: english("reauthenticate.sendLink") }).click();
  await recover(page, account.email);
  await page.goto("/settings/account");
  await expect(page).toHaveURL("/settings/account");
});

test("an account without a password can sign out where a password is asked for @nojs", async ({
  page,
}) => {
  await signInWithoutPassword(page);
  await page.goto("/reauthenticate");
  await page.getByRole("button", { name: english("layout.signOut") }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/dashboard");
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard");
});

test("an address is changed by a link to the new one, and restored from the old @nojs", async ({
  page,
}) => {
  const account = await createAccount();
  const email = newEmail();
  await signIn(page, account);
  await page.goto("/settings/email");
  await page.getByLabel(english("settingsEmail.new")).fill(email);
  await page.getByLabel(english("password.label"), { exact: true }).fill(account.password);
  await page.getByRole("button", { name: english("settingsEmail.submit") }).click();
  await expect(page.getByText(english("notices.emailChangeSent"))).toBeVisible();
  await page.goto(await mailedPath(email));
  await page.getByRole("button", { name: "Use this address" }).click();
  // Every session has ended with it, this one too.
  await signIn(page, { ...account, email });
  await page.goto("/settings/email");
  await expect(page.getByText(`You sign in as ${email}.`)).toBeVisible();
  await page.goto(await mailedPath(account.email));
  await page.getByRole("button", { name: "Undo the change" }).click();
  await expect(page.getByText(english("link.undoDone", { email: account.email }))).toBeVisible();
});

test("an account is deleted, after its address is typed @nojs", async ({ page }) => {
  const account = await createAccount();
  await signIn(page, account);
  await page.goto("/settings/account");
  await page.getByLabel(english("settingsAccount.confirm")).fill(account.email);
  await page.getByRole("button", { name: english("settingsAccount.delete") }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/signin");
  await submitSignIn(page, account.email, account.password);
  await expect(page.getByRole("alert").first()).toBeVisible();
});
