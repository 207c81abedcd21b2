import { db } from "@/lib/platform/db/client";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn, signInDirectly } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { createOrganisation } from "@/tests/support/people/organisations";
import { english } from "@/tests/support/texts";

// What the pages are on paper, in forced colours and on a small phone, beside what axe looks at.

test("buttons are not printed", { tag: "@nojs" }, async ({ page, newBrowserPage }) => {
  const account = await createAccount();
  // Two sessions, so that one can be ended; and more events than a page has.
  await signIn(await newBrowserPage(), account);
  await signIn(page, account);
  const event = { type: "authn_login_success", subjectId: account.id, actorId: account.id };
  await db.securityEvent.createMany({ data: Array.from({ length: 60 }, () => event) });
  await page.goto("/settings/sessions");
  await expect(page.getByRole("link", { name: english("list.older") })).toBeVisible();
  const pressable = page.locator("a[class*=button i], button, summary, nav a");
  await expect(pressable.locator("visible=true").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(pressable.locator("visible=true")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: english("ownEvents.title") })).toBeVisible();
});

test("the navigation's labels keep their margin on a small phone, in German too", async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, await createAccount({ role: "admin" }));
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  for (const link of await page.locator("header nav a").all()) {
    const { x = 0, width = 0 } = (await link.boundingBox()) ?? {};
    expect(x).toBeGreaterThanOrEqual(16);
    expect(x + width).toBeLessThanOrEqual(320 - 16);
  }
});

test("on a phone the audit trail's filters are collapsed, and open without scripts", {
  tag: "@nojs",
}, async ({ page }) => {
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto("/admin/events");
  const field = page.getByLabel(english("trail.account"));
  await expect(field).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  await expect(field).toBeHidden();
  await page.getByText(english("trail.filters"), { exact: true }).click();
  await expect(field).toBeVisible();
});

test("in forced colours exactly one link of the navigation is marked as current", async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await signIn(page, await createAccount({ role: "admin" }));
  const lines = await page.locator("header nav a").evaluateAll((links) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "Canvas";
    probe.style.setProperty("forced-color-adjust", "none");
    const { color: canvas } = getComputedStyle(probe);
    return links.map((link) => {
      const { borderTopColor, borderBottomColor } = getComputedStyle(link);
      return { top: borderTopColor !== canvas, bottom: borderBottomColor !== canvas };
    });
  });
  expect(lines.map(({ top }) => top)).toEqual(lines.map(() => false));
  expect(lines.filter(({ bottom }) => bottom)).toHaveLength(1);
});

test("a page names the colour of the browser's bar in both schemes, and icons that are there", async ({
  page,
}) => {
  for (const path of ["/", "/signin", "/docs/api"]) {
    await page.goto(path);
    const media = await page
      .locator("meta[name=theme-color]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("media")));
    expect(media).toEqual(["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"]);
    const icons = page.locator("link[rel=icon], link[rel=apple-touch-icon]");
    await expect(icons).toHaveCount(2);
    for (const icon of await icons.all()) {
      const file = await page.request.get(String(await icon.getAttribute("href")));
      expect(file.headers()["content-type"]).toMatch(/^image\/(png|svg\+xml)/);
    }
  }
});

test("a long name in a list of roles is for assistive technology, where its row says it", async ({
  page,
}) => {
  const owner = await createAccount({ name: "Ada King of Lovelace" });
  const { slug } = await createOrganisation({ owner });
  await signInDirectly(page, owner);
  await page.goto(`/organisations/${slug}/members`);
  const label = english("organisationMembers.roleOf", { name: owner.name });
  const { width = 0 } = (await page.getByText(label, { exact: true }).boundingBox()) ?? {};
  expect(width).toBeLessThanOrEqual(1);
  await expect(page.getByLabel(label)).toBeVisible();
});
