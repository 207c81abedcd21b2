import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { db } from "@/lib/platform/db/client";
import { expect, formError, test } from "@/tests/support/browser/browser";
import { signIn, signOut, submitSignIn } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { codeOf } from "@/tests/support/people/second-factor";
import { english } from "@/tests/support/texts";

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

const enter = async (page: Page, code: string, button = english("secondFactor.submit")) => {
  await page.locator("input[name=code]").fill(code);
  await press(page, button);
};

test("a second factor, from setting it up to turning it off", {
  tag: "@nojs",
}, async ({ page }) => {
  test.slow();
  const account = await createAccount();
  let secret = "";
  let codes: string[] = [];
  /** As if time had passed: the code of now was not used yet. */
  const later = () => db.totp.update({ where: { userId: account.id }, data: { lastStep: 0 } });

  await test.step("set it up", async () => {
    await signIn(page, account);
    await page.goto("/settings/security");
    await press(page, english("settingsSecurity.begin"));
    const image = page.getByRole("img", { name: english("settingsSecurity.qrLabel") });
    await expect(image).toBeVisible();
    secret = (await page.locator("code").textContent()) ?? "";
    await enter(page, codeOf(secret), english("settingsSecurity.confirm"));
    await expect(page.getByText(english("settingsSecurity.codesMade"))).toBeVisible();
    codes = await page.getByRole("listitem").locator("code").allTextContents();
    expect(codes).toHaveLength(10);
  });

  await test.step("keep the recovery codes in a file", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: english("settingsSecurity.download") }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("recovery-codes.txt");
    const text = readFileSync(await download.path(), "utf8");
    for (const code of codes) expect(text).toContain(code);
    await press(page, english("settingsSecurity.saved"));
    await expect(page.getByText(english("notices.recoveryCodesSaved"))).toBeVisible();
    await expect(page.getByText(codes[0] ?? "")).toHaveCount(0);
  });

  await test.step("sign in with a code of the app", async () => {
    await signOut(page);
    await page.goto("/signin");
    await submitSignIn(page, account.email, account.password);
    await expect(page).toHaveURL(/\/signin\/second-factor/);
    await page.goto("/dashboard");
    await expect(page).toHaveURL(/\/signin\?/);
    await page.goBack();
    await later();
    await enter(page, codeOf(secret));
    await expect(page).toHaveURL("/dashboard");
  });

  await test.step("sign in with a recovery code", async () => {
    await signOut(page);
    await page.goto("/signin");
    await submitSignIn(page, account.email, account.password);
    await page.getByRole("link", { name: english("secondFactor.useRecovery") }).click();
    await enter(page, "wrong");
    await expect(formError(page)).toHaveText(english("fields.codeWrong"));
    await enter(page, codes[0] ?? "");
    await expect(page).toHaveURL("/dashboard");
  });

  await test.step("turn it off", async () => {
    await page.goto("/settings/security");
    await page.getByLabel(english("settingsSecurity.confirmOff")).check();
    await press(page, english("settingsSecurity.turnOff"));
    await expect(page.getByText(english("notices.secondFactorOff"))).toBeVisible();
    await signOut(page);
    await signIn(page, account);
  });
});
