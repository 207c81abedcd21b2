import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const NARROWEST = 320;
const WIDTHS = [NARROWEST, 768, 1280];

/** What a colour scheme can break: everything else is the same in light and dark. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What does not end a line by itself; lynx and w3m know no sections. */
const INLINE =
  "a, abbr, b, bdi, button, code, em, footer, header, i, label, main, nav, section, small, span, strong, svg, time";

/**
 * Checks that no two texts touch that only the style sheet separates. A text browser, a copied page and
 * some screen readers would run them together: "127.0.0.128 Nov 2026".
 */
async function expectTextApart(page: Page): Promise<void> {
  const touching = await page.evaluate((inline) => {
    const found: string[] = [];
    const block = (node: Node): Element | null => {
      let element = node.parentElement;
      while (element?.matches(inline)) element = element.parentElement;
      return element;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let before: Text | null = null;
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      if (text.parentElement?.closest("script, style, noscript, svg, option, textarea")) continue;
      if (before && before.parentElement !== text.parentElement && touches(before, text)) {
        found.push(`${before.data.slice(-30)}|${text.data.slice(0, 30)}`);
      }
      before = text;
    }
    return found;

    function touches(one: Text, other: Text): boolean {
      if (/[\s(]$/.test(one.data) || /^[\s.,:;)]/.test(other.data) || block(one) !== block(other))
        return false;
      // A block or a field between the two, as deep as their common parent, ends the line.
      const range = new Range();
      range.setStartAfter(one);
      range.setEndBefore(other);
      const between = [...range.cloneContents().querySelectorAll("*")];
      if (between.some((element) => !element.matches(inline))) return false;
      // Part of one word or sentence, such as a name in a sentence: written without a style of its own.
      return (
        one.parentElement?.closest("a, button, label") !==
          other.parentElement?.closest("a, button, label") ||
        getComputedStyle(one.parentElement?.parentElement ?? document.body).display.includes("flex")
      );
    }
  }, INLINE);
  expect(touching, `text runs together on ${page.url()}`).toEqual([]);
}

/**
 * Checks that words written from right to left are kept apart from what stands beside them: by <bdi> or a field's
 * dir, else by Unicode's marks. Otherwise a number or a bracket after such a name is shown before it.
 */
async function expectNamesApart(page: Page): Promise<void> {
  const mixed = await page.evaluate(() => {
    const marked = /\u2068[^\u2068\u2069]*\u2069/g;
    // The marks may be nested: a sentence with a name is the title of another.
    const free = (text: string) => text.replace(marked, "").replace(marked, "");
    const isMixed = (text: string) => /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(free(text));
    const found = isMixed(document.title) ? [`<title>${document.title}`] : [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode as Text;
      if (!parentElement?.closest("script, style, bdi, [dir]") && isMixed(data)) found.push(data);
    }
    for (const element of document.body.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "alt", "placeholder"]) {
        const value = element.getAttribute(name) ?? "";
        if (isMixed(value)) found.push(`${name}: ${value}`);
      }
      if (
        element.matches("input:not([type=hidden], [dir])") &&
        isMixed(element.getAttribute("value") ?? "")
      ) {
        found.push(element.outerHTML);
      }
    }
    return found;
  });
  expect(mixed, `names are not kept apart on ${page.url()}`).toEqual([]);
}

/**
 * No axe violation, no text that runs together, no name that turns its neighbours around, and nothing that
 * scrolls sideways, in light and dark, on a small phone and on a desk.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await expectTextApart(page);
  await expectNamesApart(page);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, `${page.url()} is wider than ${width} px`).toBeLessThanOrEqual(0);
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // During a transition between schemes the contrast is neither scheme's.
    // What a closed <details> hides does not move and never finishes, so nobody waits for it long.
    await page.evaluate(() =>
      Promise.race([
        Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
        new Promise((resolve) => setTimeout(resolve, 1000)),
      ]),
    );
    for (const width of [NARROWEST, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      // No page has a frame, so axe need not look for any.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      // Off by default in axe.
      axe.options({ rules: { "target-size": { enabled: true } } });
      if (colorScheme === "dark") axe.withRules(COLOUR_RULES);
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html }) => html),
      }));
      expect(found, `axe on ${page.url()}, ${colorScheme}, ${width} px`).toEqual([]);
    }
  }
}
