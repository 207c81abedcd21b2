import { createAccount, newEmail } from "../support/accounts";
import { app } from "../support/app";
import { expect, test } from "../support/browser";
import { signIn, submitSignIn } from "../support/browser-sign-in";
import { linksIn, waitForMail } from "../support/mail";

const NEW_PASSWORD = "seven quiet lanterns";

/** The one link of the newest mail to an address, as a path of this site. */
async function mailedPath(email: string, count = 1): Promise<string> {
  const [link] = linksIn(await waitForMail(app.dataDir, email, count));
  const { pathname, search } = new URL(String(link));
  return pathname + search;
}

test("a forgotten password is set anew by the mailed link @nojs", async ({ page }) => {
  const account = await createAccount();
  await page.goto("/signin");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  // Both pages ask for an address.
  await expect(page).toHaveURL("/forgot-password");
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("a link is on its way")).toBeVisible();
  await page.goto(await mailedPath(account.email));
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your new password is set")).toBeVisible();
  await submitSignIn(page, account.email, NEW_PASSWORD);
  await expect(page).toHaveURL("/dashboard");
});

test("a password is changed, and this browser stays signed in @nojs", async ({ page }) => {
  const account = await createAccount();
  await signIn(page, account);
  await page.goto("/settings/password");
  await page.getByLabel("Current password").fill(account.password);
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password was changed")).toBeVisible();
  await page.goto("/dashboard");
  await expect(page).toHaveURL("/dashboard");
});

test("an address is changed by a link to the new one, and undone from the old @nojs", async ({
  page,
}) => {
  const account = await createAccount();
  const email = newEmail();
  await signIn(page, account);
  await page.goto("/settings/email");
  await page.getByLabel("New e-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Change address" }).click();
  await expect(page.getByText("A mail is on its way to the new address")).toBeVisible();
  await page.goto(await mailedPath(email));
  await page.getByRole("button", { name: "Use this address" }).click();
  // Every session has ended with it, this one too.
  await signIn(page, { ...account, email });
  await page.goto("/settings/email");
  await expect(page.getByText(`You sign in as ${email}.`)).toBeVisible();
  await page.goto(await mailedPath(account.email));
  await page.getByRole("button", { name: "Undo the change" }).click();
  await expect(page.getByText("Your account is back at this address")).toBeVisible();
});

test("an account is deleted, after the box is ticked @nojs", async ({ page }) => {
  const account = await createAccount();
  await signIn(page, account);
  await page.goto("/settings/account");
  await page.getByLabel("Yes, delete my account").check();
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/signin");
  await submitSignIn(page, account.email, account.password);
  await expect(page.getByRole("alert").first()).toBeVisible();
});
