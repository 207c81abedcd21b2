import { expect, formError, test } from "@/tests/support/browser/browser";
import { submitSignIn } from "@/tests/support/browser/sign-in";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

// Where a reader is after a form was refused, above all one who does not see the page.

test("a refused form begins with its errors, which link to their fields", {
  tag: "@nojs",
}, async ({ page, javaScriptEnabled }) => {
  await page.goto("/signup");
  const password = page.getByLabel(english("password.label"), { exact: true });
  await page.getByLabel(english("form.name")).fill("Grace Hopper");
  await page.getByLabel(english("form.email")).fill(newEmail());
  await password.fill("password1234");
  await page.getByRole("button", { name: english("signUp.submit") }).click();

  const links = formError(page).getByRole("link");
  await expect(links).toHaveText([/one of the passwords attackers try first/]);
  await expect(formError(page)).toContainText(english("problems.invalid"));
  // A script goes on to the first field at once.
  await expect(javaScriptEnabled ? password : formError(page)).toBeFocused();
  await links.click();
  await expect(password).toBeFocused();
});

test("after a failed sign-in the focus is on the password", {
  tag: "@nojs",
}, async ({ page }) => {
  const { email } = await createAccount();
  await page.goto("/signin");
  await submitSignIn(page, email, "not the password");
  const password = page.getByLabel(english("password.label"), { exact: true });
  await expect(password).toBeFocused();
  // A screen reader says why, together with the field.
  await expect(password).toHaveAccessibleDescription(english("details.signInWrong"));
});
