import type { Page } from "@playwright/test";

/**
 * Cuts a page off from notices about its account, as if its server could not be reached: it stays
 * unchanged, like a page without scripts.
 * @param problems of the test: the browser reports that it was refused
 */
export async function leaveStale(
  page: Page,
  problems: { allow(pattern: RegExp): void },
): Promise<void> {
  problems.allow(/\/api\/me\/live/);
  await page.route("**/api/me/live*", (route) => route.abort());
}
