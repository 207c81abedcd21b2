import type { Page } from "@playwright/test";
import { COMPANY, FIREFOX, foundCompany, OFFICE } from "@/prisma/demo-company";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn } from "@/tests/support/browser/sign-in";
import { english } from "@/tests/support/texts";

// The pictures of the README. A test run only checks that the pages render;
// `UPDATE_SCREENSHOTS=1 npx playwright test screenshots` writes the files.

const FOLDER = "docs/screenshots";
const LIMIT = 150_000;
const DESK = { width: 1280, height: 860 };
/** Where what matters is further down. */
const TALL = { width: 1280, height: 1200 };
const PHONE = { width: 320, height: 690 };

test.use({
  viewport: DESK,
  userAgent: FIREFOX,
  extraHTTPHeaders: { "X-Forwarded-For": "198.51.100.7" },
});

/** One picture a scheme on a desk, and one on the smallest phone. */
async function picture(page: Page, name: string, desk = DESK): Promise<void> {
  const looks = [
    { suffix: "light", colorScheme: "light", size: desk },
    { suffix: "dark", colorScheme: "dark", size: desk },
    { suffix: "phone", colorScheme: "light", size: PHONE },
  ] as const;
  for (const { suffix, colorScheme, size } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(size);
    const path = process.env.UPDATE_SCREENSHOTS && `${FOLDER}/${name}-${suffix}.png`;
    const image = await page.screenshot({ animations: "disabled", ...(path && { path }) });
    expect(image.byteLength, `${name}-${suffix} is small enough for the repository`).toBeLessThan(
      LIMIT,
    );
  }
}

test("sign-in", async ({ page }) => {
  await page.goto("/signin");
  await page.getByLabel(english("form.email")).fill(`marta.lindqvist@${COMPANY}`);
  await picture(page, "sign-in");
});

test("sign-up", async ({ page }) => {
  await page.goto("/signup");
  await page.getByLabel(english("form.name")).fill("Marta Lindqvist");
  await page.getByLabel(english("form.email")).fill(`marta.lindqvist@${COMPANY}`);
  await page.getByLabel(english("password.label"), { exact: true }).fill("seven wooden lanterns");
  await expect(page.getByRole("status")).toHaveText(/^(Good|Strong)/);
  await picture(page, "sign-up");
});

test("dashboard and admin", async ({ page }) => {
  test.slow();
  const { marta, people } = await foundCompany();
  await signIn(page, marta);
  await expect(page.getByRole("region", { name: english("sessions.title") })).toContainText(
    "Safari on iOS",
  );
  await picture(page, "dashboard", TALL);

  await page.goto(`/admin?q=${COMPANY}`);
  await expect(page.locator("tbody tr")).toHaveCount(people);
  await picture(page, "admin", TALL);

  // Today belongs to the other tests.
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/admin/events?until=${yesterday}&ipAddress=${OFFICE}`);
  await expect(page.getByRole("row", { name: /by anselm\.brandt/ })).toBeVisible();
  await picture(page, "audit-trail", TALL);
});
