import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const NARROWEST = 320;
const WIDTHS = [NARROWEST, 768, 1280];

/**
 * No axe violation and nothing that scrolls sideways, in light and dark, on a small phone and on a
 * desk.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, `${page.url()} is wider than ${width} px`).toBeLessThanOrEqual(0);
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Colours on their way from one scheme to the other have a contrast of their own.
    // What a closed <details> hides does not move and never finishes, so nobody waits for it long.
    await page.evaluate(() =>
      Promise.race([
        Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
        new Promise((resolve) => setTimeout(resolve, 1000)),
      ]),
    );
    for (const width of [NARROWEST, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html }) => html),
      }));
      expect(found, `axe on ${page.url()}, ${colorScheme}, ${width} px`).toEqual([]);
    }
  }
}
