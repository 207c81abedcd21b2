import { app } from "@/tests/support/app/app";
import { expect, formError, test } from "@/tests/support/browser/browser";
import { waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

test.beforeEach(({ page }) => page.goto("/signup"));

test("a refused password leads back to the form [V2.2.2]", { tag: "@nojs" }, async ({ page }) => {
  const email = newEmail();
  const password = page.getByLabel(english("password.label"), { exact: true });
  await page.getByLabel(english("form.name")).fill("Grace Hopper");
  await page.getByLabel(english("form.email")).fill(email);
  await password.fill("password1234");
  await page.getByRole("button", { name: english("signUp.submit") }).click();

  await expect(formError(page)).toContainText(english("problems.invalid"));
  await expect(page).toHaveURL("/signup");
  await expect(page.getByLabel(english("form.name"))).toHaveValue("Grace Hopper");
  await expect(page.getByLabel(english("form.email"))).toHaveValue(email);
  await expect(password).toHaveValue("");
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await expect(password).toHaveAccessibleDescription(/one of the passwords attackers try first/);
});

test("a taken address gets the same answer", { tag: "@nojs" }, async ({ page }) => {
  const { email } = await createAccount();
  await page.getByLabel(english("form.name")).fill("Somebody Else");
  await page.getByLabel(english("form.email")).fill(email);
  await page.getByLabel(english("password.label"), { exact: true }).fill("seven wooden lanterns");
  await page.getByRole("button", { name: english("signUp.submit") }).click();

  await expect(page).toHaveURL("/check-mail");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(english("checkMail.title"));
  const { subject } = await waitForMail(app.dataDir, email);
  expect(subject).toBe(english("accountExistsMail.subject"));
});

test("a link that does not work says what to do", { tag: "@nojs" }, async ({ page }) => {
  await page.goto("/link/verify?token=not-a-token");
  await expect(formError(page)).toHaveText(english("link.incomplete"));
  await page.getByRole("link", { name: english("link.verifyAgain") }).click();

  const { email } = await createAccount({ verified: false });
  await page.getByLabel(english("form.email")).fill(email);
  await page.getByRole("button", { name: english("checkMail.submit") }).click();
  await expect(page.getByText(english("notices.verificationSent"))).toBeVisible();
  const { subject } = await waitForMail(app.dataDir, email);
  expect(subject).toBe(english("verifyEmailMail.subject"));
});
