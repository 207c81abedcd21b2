import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { recordEvent } from "@/lib/features/audit/events";
import { brand } from "@/lib/platform/config/brand";
import { createUser } from "@/lib/platform/db/tables/users";
import { app } from "@/tests/support/app/app";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn, signInDirectly, submitSignIn } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { moveSessions } from "@/tests/support/database/session-rows";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

const PAGE_SIZE = 25;

test("an administrator finds a user by a part of the name", { tag: "@nojs" }, async ({ page }) => {
  const surname = `Hopper-${randomUUID()}`;
  const user = await createUser({ name: `Grace ${surname}`, email: newEmail() });
  await signIn(page, await createAccount({ role: "admin" }));
  await page.getByRole("link", { name: "Admin" }).click();
  await page.getByLabel(english("users.search")).fill(surname.toLowerCase());
  await page.getByRole("button", { name: english("users.submit") }).click();

  await expect(page.getByLabel(english("users.search"))).toHaveValue(surname.toLowerCase());
  const rows = page.getByRole("table", { name: english("users.caption") }).locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText([user.email]);
  await expect(rows).toContainText([english("accountStatus.notConfirmed")]);
});

test("a search without a result says so", { tag: "@nojs" }, async ({ page }) => {
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin?q=${randomUUID()}`);
  await expect(page.getByText(english("users.none"))).toBeVisible();
});

test("a long list is paged", { tag: "@nojs" }, async ({ page }) => {
  const tag = randomUUID();
  for (let made = 0; made <= PAGE_SIZE; made++) {
    await createUser({ name: `Grace ${tag}`, email: newEmail() });
  }
  const rows = page.locator("tbody tr");
  await signInDirectly(page, await createAccount({ role: "admin" }));

  await page.goto(`/admin?q=${tag}`);
  await expect(rows).toHaveCount(PAGE_SIZE);
  await expect(page.getByRole("link", { name: english("list.first") })).toHaveCount(0);

  await page.getByRole("link", { name: english("list.next") }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("link", { name: english("list.next") })).toHaveCount(0);

  await page.getByRole("link", { name: english("list.first") }).click();
  await expect(rows).toHaveCount(PAGE_SIZE);
});

test("the way back from a user leads to the same page of the same search", {
  tag: "@nojs",
}, async ({ page }) => {
  const tag = randomUUID();
  for (let made = 0; made <= PAGE_SIZE; made++) {
    await createUser({ name: `Grace ${tag} ${made + 10}`, email: newEmail() });
  }
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin?q=${tag}&sort=name&role=user`);
  await page.getByRole("link", { name: english("users.more") }).click();
  const person = page.locator("tbody").getByRole("link");
  await expect(person).toHaveCount(1);
  const { searchParams: list } = new URL(page.url());
  expect(list.get("after")).not.toBeNull();
  const back = page.getByRole("link", { name: english("admin.users"), exact: true });
  const expectTheList = async () => {
    for (const link of await back.all()) {
      const { pathname, searchParams } = new URL(
        String(await link.getAttribute("href")),
        page.url(),
      );
      expect(pathname).toBe("/admin");
      expect(Object.fromEntries(searchParams)).toEqual(Object.fromEntries(list));
    }
  };

  await person.click();
  await expect(back).toHaveCount(2);
  await expectTheList();
  // An act comes back to the user's page, and so does the question before a grave one.
  await press(page, english("accountActions.sendLink"));
  await expect(page.getByRole("status")).toBeVisible();
  await expectTheList();
  await page.getByRole("link", { name: english("accountActions.disableSubmit") }).click();
  await expectTheList();
  await page.getByRole("link", { name: english("userActs.cancel") }).click();
  await page.getByLabel(english("accountActions.role")).selectOption("admin");
  await press(page, english("accountActions.changeRole"));
  await expectTheList();
  await page.getByRole("link", { name: english("userActs.cancel") }).click();
  await page.getByRole("link", { name: english("accountActions.disableSubmit") }).click();
  await press(page, english("accountActions.disableSubmit"));
  await press(page, english("userActs.undo"));
  await expect(page.getByRole("status")).toBeVisible();
  await expectTheList();
  await back.first().click();
  await expect(person).toHaveCount(1);
});

test("other users are kept out", { tag: "@nojs" }, async ({ page }) => {
  await page.goto("/admin");
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fadmin");
  await signIn(page, await createAccount());
  await expect(page.getByRole("link", { name: "Admin" })).toHaveCount(0);
  await page.goto("/admin");
  await expect(page).toHaveURL("/dashboard");
});

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();
/** Asks for a grave act, and confirms it on the page that says what follows. */
const confirm = async (page: Page, name: string) => {
  await page.getByRole("link", { name }).click();
  await press(page, name);
};
const card = (page: Page, name: string) => page.getByRole("region", { name });

test("an account is found, made an administrator, and disabled", { tag: "@nojs" }, async ({
  page,
}) => {
  const account = await createAccount({ name: `Grace ${randomUUID()}` });
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin?q=${account.email}`);
  await page.getByRole("link", { name: account.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(account.name);

  await page.getByLabel(english("accountActions.role")).selectOption("admin");
  await press(page, english("accountActions.changeRole"));
  const role = english("roles.admin");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("userActs.changeRole", { name: account.name, role }),
  );
  await expect(page.getByRole("main")).toContainText(account.email);
  await press(page, english("accountActions.changeRole"));
  await expect(page.getByRole("status")).toContainText(
    english("userActs.doneRole", { name: account.name, role }),
  );
  await expect(card(page, english("account.title"))).toContainText(role);
  await press(page, english("userActs.undo"));
  await expect(page.getByLabel(english("accountActions.role"))).toHaveValue("user");

  await confirm(page, english("accountActions.disableSubmit"));
  await expect(card(page, english("account.title"))).toContainText(
    english("accountStatus.disabled"),
  );
  await expect(
    page.getByRole("link", { name: english("accountActions.requirePassword") }),
  ).toHaveCount(0);
  const events = card(page, english("account.recentEvents")).locator("tbody tr");
  await expect(events).toContainText([
    english("events.user_updated:disabled"),
    english("events.authz_change", { role: english("roles.admin") }),
  ]);

  await press(page, english("accountActions.enableSubmit"));
  await expect(card(page, english("account.title"))).not.toContainText(
    english("accountStatus.disabled"),
  );
});

test("a new password is required, and the owner sets it and sees who required it", {
  tag: "@nojs",
}, async ({ page, newBrowserPage }) => {
  const account = await createAccount();
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin/users/${account.id}`);
  await confirm(page, english("accountActions.requirePassword"));
  await expect(page.getByText("a link to set a new one is on its way")).toBeVisible();
  await expect(card(page, english("signInWays.title"))).toContainText(
    new RegExp(`${english("signInWays.password")}\\s*${english("signInWays.none")}`),
  );

  const theirs = await newBrowserPage();
  const [link] = linksIn(await waitForMail(app.dataDir, account.email));
  await theirs.goto(String(link));
  await theirs.getByLabel(english("password.new")).fill("seven quiet lanterns");
  await press(theirs, english("resetPassword.submit"));
  await theirs.getByRole("link", { name: english("link.signIn") }).click();
  await submitSignIn(theirs, account.email, "seven quiet lanterns");
  await expect(theirs).toHaveURL("/dashboard");
  const removed = card(theirs, english("ownEvents.title")).getByRole("listitem").last();
  await expect(removed).toContainText(english("events.user_updated:password_removed"));
  await expect(removed).toContainText(english("ownEvents.byAdministrator"));
});

test("sessions are ended, and a verification link is sent again", { tag: "@nojs" }, async ({
  page,
  newBrowserPage,
  problems,
}) => {
  const account = await createAccount();
  const theirs = await newBrowserPage();
  await leaveStale(theirs, problems);
  await signIn(theirs, account);
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin/users/${account.id}`);
  await confirm(page, english("accountActions.signOut"));
  await expect(
    page.getByText(english("userActs.done-sign-out", { name: account.name })),
  ).toBeVisible();
  await theirs.goto("/dashboard");
  await expect(theirs).toHaveURL("/signin?callbackUrl=%2Fdashboard");

  const unverified = await createAccount({ verified: false });
  await page.goto(`/admin/users/${unverified.id}`);
  await press(page, english("checkMail.submit"));
  await expect(
    page.getByText(english("userActs.done-send-link", { name: unverified.name })),
  ).toBeVisible();
  const [link] = linksIn(await waitForMail(app.dataDir, unverified.email));
  await theirs.goto(String(link));
  await press(theirs, english("link.verifySubmit"));
  await page.reload();
  await expect(page.getByRole("button", { name: english("checkMail.submit") })).toHaveCount(0);
});

test("an older session is confirmed before the act", { tag: "@nojs" }, async ({ page }) => {
  const account = await createAccount();
  const admin = await createAccount({ role: "admin" });
  await signInDirectly(page, admin);
  await moveSessions(admin.id, { authenticatedAt: new Date(Date.now() - 11 * 60_000) });
  await page.goto(`/admin/users/${account.id}`);
  await page.getByRole("link", { name: english("accountActions.disableSubmit") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(english("reauthenticate.title"));
  await page.getByLabel(english("password.label"), { exact: true }).fill(admin.password);
  await press(page, "Confirm");
  await expect(page).toHaveURL(`/admin/users/${account.id}/disable`);
  // The question waited too long: the act comes back as the page that asks for it.
  await moveSessions(admin.id, { authenticatedAt: new Date(Date.now() - 11 * 60_000) });
  await press(page, english("accountActions.disableSubmit"));
  await expect(page.getByRole("alert").first()).toContainText(english("interrupted.proof"));
  await page.getByLabel(english("password.label"), { exact: true }).fill(admin.password);
  await press(page, "Confirm");
  await expect(page).toHaveURL(`/admin/users/${account.id}/disable`);
  await expect(page.getByRole("alert").first()).toContainText(english("interrupted.afterProof"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("userActs.disable", { name: account.name }),
  );
  await press(page, english("accountActions.disableSubmit"));
  await expect(card(page, english("account.title"))).toContainText(
    english("accountStatus.disabled"),
  );
});

test("the audit trail is filtered, paged and downloaded", { tag: "@nojs" }, async ({ page }) => {
  const account = await createAccount();
  for (let n = 0; n < 51; n++) await recordEvent("user_updated:name", { subjectId: account.id });
  await recordEvent("authn_password_change", { subjectId: account.id });
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto("/admin");
  await page.getByRole("link", { name: english("admin.trail") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(english("admin.trail"));

  await page.getByLabel(english("trail.account")).fill(account.email);
  await press(page, english("trail.filter"));
  const rows = page.getByRole("table", { name: english("trail.caption") }).locator("tbody tr");
  await expect(rows).toHaveCount(50);
  await expect(rows.first()).toContainText(english("events.authn_password_change"));
  await page.getByRole("link", { name: english("list.older") }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole("link", { name: english("list.newest") }).click();
  await expect(rows).toHaveCount(50);

  await page
    .getByLabel(english("trail.event"), { exact: true })
    .selectOption("authn_password_change");
  await press(page, english("trail.filter"));
  await expect(rows).toHaveCount(1);
  await expect(page.getByLabel(english("trail.account"))).toHaveValue(account.email);
  await expect(page.getByLabel(english("trail.event"), { exact: true })).toHaveValue(
    "authn_password_change",
  );

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: english("trail.download") }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe(`${brand.slug}-events.csv`);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(account.email);

  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page.getByLabel(english("trail.account"))).toHaveValue("");
});
