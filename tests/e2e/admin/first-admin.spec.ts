import { signUpByMail, startOwnApp } from "@/tests/support/app/own-app";
import type { AppServer } from "@/tests/support/app/server";
import { expectAccessible } from "@/tests/support/browser/accessible";
import { expect, formError, test } from "@/tests/support/browser/browser";
import { english } from "@/tests/support/texts";

// An app on its first day: nobody is in charge, and the server has printed who could be.

let server: AppServer;

test.beforeAll(async () => {
  server = await startOwnApp("first_day");
});

test.afterAll(() => server?.stop());

test("the printed link makes an administrator, who then cannot leave", { tag: "@nojs" }, async ({
  page,
  javaScriptEnabled,
}) => {
  const { email, password } = await signUpByMail(server);
  const link = /\S+\/first-admin\?token=\S+/.exec(server.output())?.[0] ?? "";
  await page.goto(link);
  await page.getByLabel(english("form.email")).fill(email);
  await page.getByLabel(english("password.label"), { exact: true }).fill(password);
  await page.getByRole("button", { name: english("signIn.submit") }).click();
  await expect(page).toHaveURL(link);
  await expect(page.getByText(`Makes ${email} the administrator of this app.`)).toBeVisible();
  if (javaScriptEnabled) await expectAccessible(page);
  await page.getByRole("button", { name: english("firstAdmin.submit") }).click();

  await expect(page).toHaveURL(`${server.url}/admin`);
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  // The list that it leads away from has a field of that name, too.
  await expect(page.getByRole("heading", { level: 1, name: "Ada Lovelace" })).toBeVisible();
  await page.getByLabel(english("accountActions.role")).selectOption("user");
  const role = page.getByRole("button", { name: english("accountActions.changeRole") });
  await role.click();
  await expect(page.getByText(english("userActs.self"))).toBeVisible();
  await role.click();
  await expect(formError(page)).toContainText(english("problems.last_admin"));
  const disable = english("accountActions.disableSubmit");
  await page.getByRole("link", { name: disable }).click();
  await page.getByRole("button", { name: disable }).click();
  await expect(formError(page)).toContainText(english("problems.last_admin"));
  await page.goto(link);
  await expect(formError(page)).toHaveText(english("details.linkDeadRestart"));
});
