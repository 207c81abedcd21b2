import type { Page } from "@playwright/test";
import { expect, hydrated, test } from "@/tests/support/browser/browser";
import { signIn } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

// What browsers do to a page by themselves: translate it, stop it.

/** Puts every text into two elements, as the translation of Chromium does. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest("script, [translate=no]")) continue;
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      text.replaceWith(outer);
      outer.append(inner);
      inner.append(text);
    }
  });

test("a translated form is checked, sent and followed", async ({ page }) => {
  const account = await createAccount();
  await page.goto("/signin");
  await hydrated(page);
  await translate(page);
  const email = page.getByLabel(english("form.email"));
  await email.fill("ada");
  await page.getByRole("button", { name: english("signIn.submit") }).click();
  await expect(email).toHaveAccessibleDescription(english("form.emailInvalid"));
  await email.fill(account.email);
  await expect(email).not.toHaveAttribute("aria-invalid");
  await page.getByLabel(english("password.label"), { exact: true }).fill(account.password);
  await page.getByRole("button", { name: english("signIn.submit") }).click();
  await expect(page).toHaveURL("/dashboard");
});

test("a translated React page stays intact while its form is sent", async ({ page }) => {
  await signIn(page, await createAccount());
  await page.goto("/settings");
  await hydrated(page);
  await translate(page);
  await page.route("/api/me", (route) => route.abort("aborted"));
  const name = page.getByLabel(english("form.name"));
  await name.fill("");
  const save = page.locator("main form").first().getByRole("button");
  await save.click();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("Ada King");
  await save.click();
  await expect(save).toBeDisabled();
  await expect(name).toHaveValue("Ada King");
});

test("a form that was stopped can be sent again", async ({ page }) => {
  await page.clock.install();
  await page.goto("/signin");
  await hydrated(page);
  await page.getByLabel(english("form.email")).fill("ada@example.com");
  await page.getByLabel(english("password.label"), { exact: true }).fill("anything");
  // As after the Stop button: the page stays, and hears of nothing.
  await page.route("/api/auth/callback/credentials", (route) => route.abort("aborted"));
  const button = page.getByRole("main").locator("button[type=submit]").first();
  await button.click();
  await expect(button).toBeDisabled();
  await expect(button).toBeFocused();
  await page.clock.runFor(11_000);
  await expect(button).toBeEnabled();
  await expect(button).toHaveText(english("signIn.submit"));
});
