import type { Page } from "@playwright/test";
import { expect, hydrated, test } from "@/tests/support/browser/browser";
import { signIn, signInDirectly } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

/** What can be reached on the page by hand and eye, in order, and what of it has the focus. */
const look = () => {
  const controls = [
    ...document.querySelectorAll<HTMLElement>("a, button, input, select, summary"),
  ].filter((control) => control.checkVisibility() && !control.matches("[type=hidden], :disabled"));
  const element = document.activeElement as HTMLElement;
  const { outlineStyle, outlineWidth, clipPath } = getComputedStyle(element);
  const { width, height } = element.getBoundingClientRect();
  const ring = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  // The number tells apart what looks the same.
  const named = (one: HTMLElement) => `${controls.indexOf(one)} ${one.outerHTML}`;
  return {
    all: controls.map(named),
    focused: element === document.body ? null : named(element),
    seen: ring && clipPath === "none" && width > 0 && height > 0,
  };
};

/** Presses Tab until the focus leaves the page. @returns what had the focus, in order */
async function tabThrough(page: Page): Promise<string[]> {
  const order: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const { focused, seen } = await page.evaluate(look);
    if (focused === null || (order.length > 1 && focused === order[0])) return order;
    // A date has several places for the focus, the last of them a button of the browser's own.
    if (focused === order.at(-1)) continue;
    expect(seen, `the focus can be seen on ${focused}`).toBe(true);
    order.push(focused);
  }
}

async function expectAllReached(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const { all } = await page.evaluate(look);
  expect(all.length).toBeGreaterThan(2);
  expect(await tabThrough(page)).toEqual(all);
}

for (const path of ["/", "/signin", "/signup", "/check-mail", "/link/verify"]) {
  test(`every control of ${path} is reached by Tab, in order`, async ({ page }) => {
    await page.goto(path);
    if (path !== "/") await hydrated(page);
    await expectAllReached(page);
  });
}

test("every control of the signed-in pages is reached by Tab, in order", async ({
  page,
  newBrowserPage,
}) => {
  test.slow();
  const account = await createAccount({ role: "admin" });
  await signIn(await newBrowserPage(), account);
  await signIn(page, account);
  const { id } = await createAccount({ verified: false });
  const adminPages = ["/admin", "/admin/events", `/admin/users/${id}`];
  for (const path of ["/dashboard", "/settings", ...adminPages]) {
    await page.goto(path);
    await hydrated(page);
    await expectAllReached(page);
  }
});

test("the skip link leads past the navigation", async ({ page }) => {
  await signInDirectly(page, await createAccount());
  await page.goto("/settings");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: english("layout.skip") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: english("settings.profile") })).toBeFocused();
});

test("signing in and out requires no mouse", async ({ page }) => {
  const account = await createAccount();
  await page.goto("/signin");
  await page.getByLabel(english("form.email")).focus();
  await page.keyboard.type(account.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(account.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/dashboard");

  await hydrated(page);
  const menu = page.locator("summary", { hasText: english("layout.accountMenu") });
  const signOut = page.getByRole("button", { name: english("layout.signOut"), exact: true });
  // Past the links to the settings and the sessions.
  const toSignOut = async () => {
    await page.keyboard.press("Enter");
    for (let n = 0; n < 3; n++) await page.keyboard.press("Tab");
    await expect(signOut).toBeFocused();
  };
  await menu.focus();
  await toSignOut();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await expect(signOut).toBeHidden();
  await toSignOut();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/");
});

for (const path of ["/", "/dashboard", "/no-such-page"]) {
  test(`the account menu of ${path} gives the focus back on Escape, and closes when it is left`, async ({
    page,
    problems,
  }) => {
    problems.allow(/status of 404/);
    await signInDirectly(page, await createAccount());
    // The framework's own scripts never arrive: the menu does not need them.
    await page.route("/_next/static/**/*.js", (route) => route.abort());
    problems.allow(/Failed to load resource/);
    await page.goto(path);
    await hydrated(page);
    const menu = page.locator("summary", { hasText: english("layout.accountMenu") });
    const signOut = page.getByRole("button", { name: english("layout.signOut"), exact: true });
    await menu.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(signOut).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toBeFocused();
    await expect(signOut).toBeHidden();

    await page.keyboard.press("Enter");
    for (let n = 0; n < 4; n++) await page.keyboard.press("Tab");
    await expect(signOut).toBeHidden();

    await menu.click();
    await expect(signOut).toBeVisible();
    await page.getByRole("main").click({ position: { x: 5, y: 5 } });
    await expect(signOut).toBeHidden();
  });
}
