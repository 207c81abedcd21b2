import { app } from "@/tests/support/app/app";
import { aimed, hostileTargets } from "@/tests/support/attack/hostile-targets";
import { expect, test } from "@/tests/support/browser/browser";
import { submitSignIn } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { createAccount } from "@/tests/support/people/accounts";

const BATCH = 11;

for (let first = 0; first < hostileTargets.length; first += BATCH) {
  const targets = hostileTargets.slice(first, first + BATCH);
  const names = `${targets[0]?.[0]} and ${targets.length - 1} more`;
  test(`29 ${names} leads nobody off the site after signing in [V1.2.2]`, async ({
    page,
    problems,
  }) => {
    test.slow();
    problems.allow(/404 \(Not Found\)/);
    // Without its cookies a page would lead to sign in by itself, in the middle of the next round.
    await leaveStale(page, problems);
    page.on("dialog", (dialog) => problems.report(`dialog: ${dialog.message()}`));
    const { email, password } = await createAccount();
    for (const [, target = ""] of targets) {
      const query = new URLSearchParams({ callbackUrl: aimed(target) });
      await page.goto(`/signin?${query}`);
      await submitSignIn(page, email, password);
      await expect(page).not.toHaveURL(/\/signin/);
      expect(new URL(page.url()).origin).toBe(app.url);
      // Now signed in, and led on at once. What it leads to need not be shown to its end.
      await page.goto(`/signin?${query}`, { waitUntil: "commit" });
      expect(new URL(page.url()).origin).toBe(app.url);
      await page.context().clearCookies();
    }
  });
}
