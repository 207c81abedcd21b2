import { expect, type Page } from "@playwright/test";
import type { Account } from "../people/accounts";

/** Fills in and submits the sign-in form that the page shows. */
export async function submitSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in by the form. Ends on the dashboard. */
export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.goto("/signin");
  await submitSignIn(page, email, password);
  await expect(page).toHaveURL("/dashboard");
}

/** Signs out by the account menu. Ends on the start page. */
export async function signOut(page: Page): Promise<void> {
  await page.locator("summary", { hasText: "Account menu:" }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL("/");
}
