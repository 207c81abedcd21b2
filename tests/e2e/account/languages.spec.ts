import type { Page } from "@playwright/test";
import { db } from "@/lib/platform/db/client";
import { textsIn } from "@/lib/platform/texts/catalogue";
import { formatTime } from "@/lib/platform/texts/format/time";
import { expect, test } from "@/tests/support/browser/browser";
import { signInDirectly } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

const german = textsIn("de");
const EVENTS = "/dashboard";
const MOMENT = Date.UTC(2026, 0, 31, 20, 0, 0);

/** Moves what has happened to an account to a winter's evening. */
const longAgo = (subjectId: string) =>
  db.securityEvent.updateMany({ where: { subjectId }, data: { createdAt: new Date(MOMENT) } });

const firstEvent = (page: Page, t = english) =>
  page
    .getByRole("region", { name: t("ownEvents.title") })
    .getByRole("time")
    .first();

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("the switch in the footer works for a visitor", { tag: "@nojs" }, async ({
  page,
  problems,
}) => {
  problems.allow(/status of 404/);
  await page.goto("/forgot-password");
  await expect(heading(page)).toHaveText(english("forgotPassword.title"));
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page).toHaveURL("/forgot-password");
  await expect(heading(page)).toHaveText(german("forgotPassword.title"));
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  await page.goto("/signin");
  await expect(heading(page)).toHaveText(german("signIn.title"));
  await page.goto("/no-such-page");
  await expect(heading(page)).toHaveText(german("problemTitles.not_found"));
});

test("language and time zone can be set", { tag: "@nojs" }, async ({ page }) => {
  const account = await createAccount();
  await signInDirectly(page, account);
  await page.goto("/settings/language");
  await page
    .getByRole("combobox", { name: english("settingsLanguage.language") })
    .selectOption("Deutsch");
  await page
    .getByRole("combobox", { name: english("settingsLanguage.timeZone") })
    .selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: english("settings.save") }).click();
  await expect(page.getByText(german("notices.languageSaved"))).toBeVisible();
  await expect(
    page.getByRole("combobox", { name: german("settingsLanguage.timeZone") }),
  ).toHaveValue("Asia/Tokyo");

  await longAgo(account.id);
  await page.goto(EVENTS);
  await expect(firstEvent(page, german)).toHaveText(
    formatTime(MOMENT, "minute", { language: "de", timeZone: "Asia/Tokyo" }),
  );
});

test("times are in UTC, and say so, where the browser's zone is unknown", {
  tag: "@nojs",
}, async ({ page, javaScriptEnabled }) => {
  test.skip(Boolean(javaScriptEnabled), "a script tells the zone");
  const account = await createAccount();
  await signInDirectly(page, account);
  await longAgo(account.id);
  await page.goto(EVENTS);
  await expect(firstEvent(page)).toHaveText("31 Jan 2026, 20:00 UTC");
});

test.describe("in a browser in New York", () => {
  test.use({ timezoneId: "America/New_York" });

  test("times are in its zone, with the exact time behind them", async ({ page }) => {
    const account = await createAccount();
    await signInDirectly(page, account);
    await longAgo(account.id);
    await page.goto(EVENTS);
    await expect(firstEvent(page)).toHaveText("31 Jan 2026, 15:00");
    await expect(firstEvent(page)).toHaveAttribute("title", /15:00:00 Eastern Standard Time/);
    // The server has been told by a cookie.
    expect(await (await page.request.get(EVENTS)).text()).toContain("31 Jan 2026, 15:00");
  });

  test("a recent moment is shown by its age", async ({ page }) => {
    const account = await createAccount();
    await signInDirectly(page, account);
    await page.goto(EVENTS);
    await expect(firstEvent(page)).toHaveText(english("layout.justNow"));
  });
});
