import { randomUUID } from "node:crypto";
import { recordEvent } from "@/lib/features/audit/events";
import { db } from "@/lib/platform/db/client";
import { createUser, findUser } from "@/lib/platform/db/tables/users";
import { expect, test } from "@/tests/support/browser/browser";
import { signInDirectly } from "@/tests/support/browser/sign-in";
import { moveSessions } from "@/tests/support/database/session-rows";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { createOrganisation } from "@/tests/support/people/organisations";
import { english } from "@/tests/support/texts";

const LONG_AGO = new Date(Date.now() - 11 * 60_000);

async function people(count: number) {
  const tag = randomUUID().slice(0, 8);
  const users = [];
  for (let n = 0; n < count; n++) {
    users.push(
      await createUser({ name: `Grace${tag} ${n}`, email: newEmail(), emailVerified: new Date() }),
    );
  }
  return { tag, users };
}

test("an administrator ticks accounts, is asked to confirm, leaves one out, and sees each result", {
  tag: "@nojs",
}, async ({ page }) => {
  const { tag, users } = await people(3);
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin?q=Grace${tag}`);
  await page.getByRole("link", { name: english("bulk.chooseAll") }).click();
  for (const { name } of users) {
    await expect(
      page.getByRole("checkbox", { name: english("bulk.chooseOne", { name }) }),
    ).toBeChecked();
  }
  await page.getByLabel(english("bulk.withChosen")).selectOption("disable");
  await page.getByRole("button", { name: english("bulk.next") }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(english("bulk.title-disable"));
  await expect(page.getByText(english("bulk.follows-disable"))).toBeVisible();
  const out = page.getByRole("checkbox", {
    name: english("bulk.chooseOne", { name: String(users[1]?.name) }),
  });
  await out.uncheck();
  await expect(page.getByRole("link", { name: english("bulk.cancel") })).toHaveAttribute(
    "href",
    `/admin?q=Grace${tag}`,
  );
  await page.getByRole("button", { name: english("bulk.act-disable") }).click();

  await expect(page.getByText(english("bulk.resultDone", { count: 2 }))).toBeVisible();
  await expect(page.getByRole("link", { name: english("bulk.back") })).toHaveAttribute(
    "href",
    `/admin?q=Grace${tag}`,
  );
  await expect(page.locator("tbody tr")).toHaveCount(2);
  const disabled = await Promise.all(
    users.map(async ({ id }) => (await findUser(id))?.disabledAt !== null),
  );
  expect(disabled).toEqual([true, false, true]);
});

test("an administrator who has to give a proof first comes back to their choice", {
  tag: "@nojs",
}, async ({ page }) => {
  const { tag, users } = await people(2);
  const admin = await createAccount({ role: "admin" });
  await signInDirectly(page, admin);
  await page.goto(`/admin?q=Grace${tag}&choose=all`);
  await moveSessions(admin.id, { authenticatedAt: LONG_AGO });
  await page.getByLabel(english("bulk.withChosen")).selectOption("change-role");
  await page.getByRole("button", { name: english("bulk.next") }).click();
  await page.getByLabel(english("password.label"), { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: english("reauthenticate.submit") }).click();

  await expect(page.locator("tbody tr")).toHaveCount(2);
  await page.getByLabel(english("bulk.newRole")).selectOption("admin");
  await page.getByRole("button", { name: english("bulk.act-change-role") }).click();
  await expect(page.getByText(english("bulk.resultDone", { count: 2 }))).toBeVisible();
  for (const { id } of users) expect((await findUser(id))?.role).toBe("admin");
});

test("without a role nothing changes, and the page says what is missing", {
  tag: "@nojs",
}, async ({ page }) => {
  const { tag, users } = await people(1);
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin?q=Grace${tag}&choose=all`);
  await page.getByLabel(english("bulk.withChosen")).selectOption("change-role");
  await page.getByRole("button", { name: english("bulk.next") }).click();
  await page.getByRole("button", { name: english("bulk.act-change-role") }).click();
  await expect(page.getByText(english("fields.roleUnknown")).first()).toBeVisible();
  await expect(page.getByRole("checkbox")).toBeChecked();
  expect((await findUser(String(users[0]?.id)))?.role).toBe("user");
});

test("users are filtered by organisation and last sign-in, and the trail by organisation", {
  tag: "@nojs",
}, async ({ page }) => {
  const member = await createAccount();
  const { id: organizationId, slug, owner } = await createOrganisation({ member });
  await db.user.update({ where: { id: member.id }, data: { lastSignInAt: new Date() } });
  await recordEvent("organisation_created", { subjectId: owner.id, organizationId });
  await signInDirectly(page, await createAccount({ role: "admin" }));
  await page.goto("/admin");
  await page.getByLabel(english("userFilter.organisation")).fill(slug);
  await page.getByRole("button", { name: english("users.submit") }).click();
  const rows = page.locator("tbody tr");
  await expect(rows).toHaveCount(2);
  await page.getByLabel(english("userFilter.lastSignIn")).selectOption("never");
  await page.getByRole("button", { name: english("users.submit") }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(owner.email);

  await page.goto(`/admin/organisations/${slug}`);
  await expect(rows).toHaveCount(2);
  await page
    .getByRole("link", { name: english("adminOrganisations.events") })
    .last()
    .click();
  await expect(page.getByLabel(english("trailOrganisation.organisation"))).toHaveValue(slug);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(english("events.organisation_created"));
});
