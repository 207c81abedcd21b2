import { expect, type Page } from "@playwright/test";
import { english } from "@/tests/support/texts";
import type { Account } from "../people/accounts";

/** Fills in and submits the sign-in form that the page shows. */
export async function submitSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(english("form.email")).fill(email);
  await page.getByLabel(english("password.label"), { exact: true }).fill(password);
  await page.getByRole("button", { name: english("signIn.submit") }).click();
}

/** Signs in by the form. Ends on the dashboard. */
export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.goto("/signin");
  await submitSignIn(page, email, password);
  await expect(page).toHaveURL("/dashboard");
}

/** Signs out by the account menu. Ends on the start page. */
export async function signOut(page: Page): Promise<void> {
  await page.locator("summary", { hasText: english("layout.accountMenu") }).click();
  await page.getByRole("button", { name: english("layout.signOut"), exact: true }).click();
  await expect(page).toHaveURL("/");
}
