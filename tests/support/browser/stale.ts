import type { Page } from "@playwright/test";

/**
 * Has nobody tell a page what happens to its account, as if its server could not be reached: it stays
 * what it was, as a page without scripts does.
 * @param problems of the test: the browser reports that it was refused
 */
export async function leaveStale(
  page: Page,
  problems: { allow(pattern: RegExp): void },
): Promise<void> {
  problems.allow(/\/api\/me\/live/);
  await page.route("**/api/me/live*", (route) => route.abort());
}
