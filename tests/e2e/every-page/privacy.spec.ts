import type { Page } from "@playwright/test";
import { brand } from "@/lib/platform/config/brand";
import { pageFiles, routeOf } from "@/scripts/docs/routes";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn, signInDirectly } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

// Each test opens every page.
test.describe.configure({ timeout: 90_000 });

// What the browser of somebody signed in gives away, keeps and runs, on every page there is.

const NO_ADDRESS = ["/_app", "/_document", "/404", "/500"];
const PAGES = pageFiles()
  .map(routeOf)
  .filter((route) => !NO_ADDRESS.includes(route) && !route.includes("["));

/** The pages that send a visitor without a session to the sign-in form. */
async function guardedPages(visitor: Page): Promise<string[]> {
  const guarded: string[] = [];
  for (const path of PAGES) {
    await visitor.goto(path);
    if (new URL(visitor.url()).pathname === "/signin" && path !== "/signin") guarded.push(path);
  }
  return guarded;
}

test("no page requests anything from another server, or stores anything in the browser [V3.3.4 V3.4.3 V3.6.1 V14.2.3 V14.3.3]", async ({
  page,
  baseURL,
  problems,
}) => {
  // The stream of an open page would never let the network rest.
  await leaveStale(page, problems);
  const asked = new Set<string>();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  await signInDirectly(page, await createAccount({ role: "admin" }));
  for (const path of PAGES) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      cookies: document.cookie,
    }));
    expect({ path, ...kept }).toEqual({
      path,
      local: 0,
      session: 0,
      databases: [],
      caches: [],
      // What the page itself has told: the browser's time zone.
      cookies: expect.stringMatching(
        new RegExp(`^(${brand.cookiePrefix}\\.time-zone=[\\w/+-]+)?$`),
      ),
    });
  }
  expect([...asked]).toEqual([baseURL]);
});

test("every page that requires a session offers to end it [V7.4.4]", async ({
  page,
  newBrowserPage,
}) => {
  const guarded = await guardedPages(await newBrowserPage());
  expect(guarded).toEqual(expect.arrayContaining(["/dashboard", "/settings", "/admin"]));
  await signInDirectly(page, await createAccount({ role: "admin" }));
  for (const path of guarded) {
    await page.goto(path);
    const menu = page.locator("summary", { hasText: english("layout.accountMenu") });
    if (await menu.isVisible()) await menu.click();
    await expect(
      page.getByRole("button", { name: english("layout.signOut"), exact: true }),
    ).toBeVisible();
  }
});

test("markup in a name is inert on every page, and in its scripts' data [V1.1.2 V1.2.3 V1.3.7 V3.2.2]", async ({
  page,
}) => {
  const name = `</script><svg onload=alert(1)>"'{{7*7}}\${7*7}%s`;
  // Inline code would be refused, and told as a problem of the browser; a dialog would hang.
  await signIn(page, await createAccount({ role: "admin", name }));
  let scripts = 0;
  for (const path of PAGES) {
    await page.goto(path);
    await expect(page.locator("svg[onload]")).toHaveCount(0);
    // The pages on the way in have none.
    for (const data of await page.locator("script#__NEXT_DATA__").allTextContents()) {
      expect(() => JSON.parse(data)).not.toThrow();
      scripts++;
    }
  }
  expect(scripts).toBeGreaterThan(5);
  await page.goto("/settings");
  await expect(page.getByLabel(english("form.name"))).toHaveValue(name);
  await expect(page.getByText(name).first()).toBeVisible();
});

test("another site cannot frame a page [V3.4.6]", async ({ page, problems, baseURL }) => {
  problems.allow(/frame-ancestors|X-Frame-Options|ERR_BLOCKED_BY_RESPONSE/);
  await page.route("http://elsewhere.example/", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${baseURL}/signin"></iframe>` }),
  );
  await page.goto("http://elsewhere.example/");
  await expect(page.frameLocator("iframe").getByLabel(english("form.email"))).toHaveCount(0);
  expect(page.frames().map((frame) => frame.url())).not.toContain(`${baseURL}/signin`);
});
