import { expect, type Page } from "@playwright/test";
import { english } from "@/tests/support/texts";
import { app } from "../app/app";
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

/**
 * Signs the page's browser in without a page: for tests of what comes after, which then load theirs. The
 * form itself is tests/e2e/auth's.
 */
export async function signInDirectly(page: Page, { email, password }: Account): Promise<void> {
  const { request } = page;
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const answer = await request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password },
    headers: { Origin: app.url },
    maxRedirects: 0,
  });
  expect(answer.headers().location).toBe(`${app.url}/dashboard`);
}

/** Signs out by the account menu. Ends on the start page. */
export async function signOut(page: Page): Promise<void> {
  await page.locator("summary", { hasText: english("layout.accountMenu") }).click();
  await page.getByRole("button", { name: english("layout.signOut"), exact: true }).click();
  await expect(page).toHaveURL("/");
}
