import puppeteer, { type ElementHandle, type Page } from "puppeteer-core";
import { until } from "../process/until";
import type { OtherBrowserKind } from "./other-browser";
import { FIELD, PRESSABLE, SHOWN } from "./page-scripts";

const PROGRAM = "/usr/bin/firefox-esr";
/** Of the preference about cookies. */
const BLOCK_ALL = 2;

/** Firefox, by WebDriver BiDi. */
export const firefox: OtherBrowserKind = {
  name: "Firefox",
  packages: "firefox-esr",
  programs: [PROGRAM],
  async start(url, { cookies = true } = {}) {
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: PROGRAM,
      headless: true,
      ...(!cookies && { extraPrefsFirefox: { "network.cookie.cookieBehavior": BLOCK_ALL } }),
    });
    const page = await browser.newPage();
    await page.goto(url);
    return {
      async open(url) {
        await page.goto(url);
      },
      async fill(label, text) {
        const field = await element(page, FIELD, label);
        await field.evaluate((one) => (one as HTMLInputElement).select());
        await field.type(text);
      },
      async press(name) {
        await (await element(page, PRESSABLE, name)).click();
      },
      text: () => page.evaluate(asFunction(SHOWN)) as Promise<string>,
      async back() {
        await page.goBack();
      },
      close: () => browser.close(),
    };
  },
};

const asFunction = (source: string) => new Function(source) as (...args: string[]) => unknown;

/** Waits for an element: a press may lead to a page that is still to come. */
async function element(page: Page, source: string, name: string): Promise<ElementHandle<Element>> {
  let found: ElementHandle<Element> | null = null;
  await until(`the page shows "${name}"`, async () => {
    const handle = await page.evaluateHandle(asFunction(source), name).catch(() => null);
    found = (handle?.asElement() ?? null) as ElementHandle<Element> | null;
    return found !== null;
  }).catch(async ({ message }) => {
    throw new Error(`${message}, but:\n${await page.evaluate(asFunction(SHOWN))}`);
  });
  return found as unknown as ElementHandle<Element>;
}
