import { randomUUID } from "node:crypto";
import { createUser } from "@/lib/db/users";
import { createAccount, newEmail } from "../support/accounts";
import { expect, test } from "../support/browser";
import { signIn } from "../support/browser-sign-in";

const PAGE_SIZE = 25;

test("an administrator finds a user by a part of the name", { tag: "@nojs" }, async ({ page }) => {
  const surname = `Hopper-${randomUUID()}`;
  const user = await createUser({ name: `Grace ${surname}`, email: newEmail() });
  await signIn(page, await createAccount({ role: "admin" }));
  await page.getByRole("link", { name: "Admin" }).click();
  await page.getByLabel("Name or e-mail").fill(surname.toLowerCase());
  await page.getByRole("button", { name: "Search" }).click();

  await expect(page.getByLabel("Name or e-mail")).toHaveValue(surname.toLowerCase());
  const rows = page.getByRole("table", { name: "Users" }).locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText([user.email]);
  await expect(rows).toContainText(["Not verified"]);
});

test("a search without a result says so", { tag: "@nojs" }, async ({ page }) => {
  await signIn(page, await createAccount({ role: "admin" }));
  await page.goto(`/admin?q=${randomUUID()}`);
  await expect(page.getByText("No users found")).toBeVisible();
});

test("a long list is paged", { tag: "@nojs" }, async ({ page }) => {
  const tag = randomUUID();
  for (let made = 0; made <= PAGE_SIZE; made++) {
    await createUser({ name: `Grace ${tag}`, email: newEmail() });
  }
  const rows = page.locator("tbody tr");
  await signIn(page, await createAccount({ role: "admin" }));

  await page.goto(`/admin?q=${tag}`);
  await expect(page.getByText(`${PAGE_SIZE + 1} users, page 1 of 2`)).toBeVisible();
  await expect(rows).toHaveCount(PAGE_SIZE);
  await expect(page.getByRole("link", { name: "Previous" })).toHaveCount(0);

  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByText(`${PAGE_SIZE + 1} users, page 2 of 2`)).toBeVisible();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("link", { name: "Next" })).toHaveCount(0);

  await page.getByRole("link", { name: "Previous" }).click();
  await expect(rows).toHaveCount(PAGE_SIZE);

  // Beyond the end, the way back leads to the last page.
  await page.goto(`/admin?q=${tag}&page=9`);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(rows).toHaveCount(1);
});

test("others are kept out", { tag: "@nojs" }, async ({ page }) => {
  await page.goto("/admin");
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fadmin");
  await signIn(page, await createAccount());
  await expect(page.getByRole("link", { name: "Admin" })).toHaveCount(0);
  await page.goto("/admin");
  await expect(page).toHaveURL("/dashboard");
});
