import { existsSync } from "node:fs";
import { app } from "../app/app";
import { START_MS } from "../process/patience";
import { until } from "../process/until";
import { english } from "../texts";
import type { OtherBrowser, OtherBrowserKind } from "./other-browser";

/** A browser as a test uses it. */
type Visit = Pick<OtherBrowser, "fill" | "press" | "back"> & {
  /** @param path of the app, or an absolute address */
  open(path: string): Promise<void>;
  /** Waits until the page shows that. */
  shows(text: string): Promise<void>;
  /** Fills in and sends the form of /signin. */
  signIn(email: string, password: string): Promise<void>;
};

// Their drivers miss a moment now and then. The closing line counts what needed this.
if (process.env.CI) jest.retryTimes(1, { logErrorsBeforeRetry: true });

type Test = (visit: Visit) => Promise<void>;

/**
 * Declares the same tests for each browser that is installed; for another one, that they are skipped, and why.
 * @param tests each with a browser that was started for it
 * @param how what each starts with
 */
export function inEach(
  kinds: readonly OtherBrowserKind[],
  tests: Record<string, Test>,
  how: { cookies?: boolean } = {},
): void {
  describe.each(kinds)("$name", ({ name, packages, programs, start }) => {
    if (!programs.every((program) => existsSync(program))) {
      test.skip(`${name} is not installed (Debian: ${packages})`, () => {});
      return;
    }
    test.each(Object.entries(tests))(
      "%s",
      async (_, run) => {
        const browser = await start(app.url, how);
        try {
          await run(visitOf(name, browser));
        } finally {
          await browser.close();
        }
      },
      2 * START_MS,
    );
  });
}

function visitOf(name: string, browser: OtherBrowser): Visit {
  const visit: Visit = {
    open: (path) => browser.open(new URL(path, app.url).href),
    fill: browser.fill,
    press: browser.press,
    back: browser.back,
    shows: (text) =>
      // A page that is just going cannot be asked.
      until(`${name} shows "${text}"`, async () =>
        browser.text().then(
          (shown) => shown.includes(text),
          () => false,
        ),
      ).catch(async (error) => {
        throw new Error(`${error.message}, but:\n${await browser.text()}`);
      }),
    async signIn(email, password) {
      await browser.fill(english("form.email"), email);
      await browser.fill(english("password.label"), password);
      await browser.press(english("signIn.submit"));
    },
  };
  return visit;
}
