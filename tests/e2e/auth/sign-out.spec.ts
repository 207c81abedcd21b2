import { expect, test } from "@/tests/support/browser/browser";
import { signIn, signOut } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

test.describe("signing out", { tag: "@nojs" }, () => {
  test("ends the session, even with a kept cookie [V7.4.1]", async ({ page }) => {
    await signIn(page, await createAccount());
    const kept = await page.context().cookies();
    await signOut(page);
    await page.context().addCookies(kept);
    await page.goto("/dashboard");
    await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard");
  });

  test("does not let the back button show the dashboard again [V14.3.1]", async ({ page }) => {
    await signIn(page, await createAccount());
    // Neither the disk cache nor, by this header, the back/forward cache of a browser keeps it.
    const response = await page.reload();
    expect(response?.headers()["cache-control"]).toContain("no-store");
    await signOut(page);
    await page.goBack();
    await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard");
    await expect(page.getByText(english("dashboard.hello", { name: "Ada Lovelace" }))).toHaveCount(
      0,
    );
  });
});
