import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { randomAddress } from "../requests/client";

// The expectations that Jest tests share use Jest's global.
Object.assign(globalThis, { expect });

/** Errors that occurred in the browser outside the test's own steps. */
class BrowserProblems {
  readonly #seen: string[] = [];
  readonly #allowed: RegExp[] = [];

  /** Expects problems of this kind, as a 404 page does: browsers report it on the console. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  report(problem: string): void {
    this.#seen.push(problem);
  }

  unexpected(): string[] {
    return this.#seen.filter((problem) => !this.#allowed.some((pattern) => pattern.test(problem)));
  }
}

type Fixtures = {
  problems: BrowserProblems;
  /** Opens a page in another browser: it shares no cookie with the test's own. */
  newBrowserPage: () => Promise<Page>;
};

/**
 * Playwright's `test`, which also fails on any console error or warning, uncaught exception or
 * violation of the content security policy, in any page of the test's browsers. Each test comes
 * from a network address of its own, for throttles count by address.
 */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it.
  extraHTTPHeaders: ({}, use) => use({ "X-Forwarded-For": randomAddress() }),
  problems: [
    async ({ context }, use) => {
      const problems = new BrowserProblems();
      await watch(context, problems);
      await use(problems);
      expect(problems.unexpected(), "problems in the browser").toEqual([]);
    },
    { auto: true },
  ],
  newBrowserPage: async ({ browser, problems }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      opened.push(context);
      await watch(context, problems);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

export { expect };

/** Waits until the page's scripts run: from here on a form validates in the page. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator("form[novalidate]").first()).toBeAttached();
}

/** The message of a failed submit; Next's own announcer of page changes is an alert, too. */
export const formError = (page: Page) => page.getByRole("main").getByRole("alert");

async function watch(context: BrowserContext, problems: BrowserProblems): Promise<void> {
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    problems.report(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => problems.report(`uncaught: ${error.error().message}`));
  // Chromium reports most violations on the console on its own; this catches the silent ones.
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      reportError(new Error(`CSP: ${event.effectiveDirective} refused ${event.blockedURI}`));
    });
  });
}
