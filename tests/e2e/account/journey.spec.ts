import { app } from "@/tests/support/app/app";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn, signOut, submitSignIn } from "@/tests/support/browser/sign-in";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { newEmail } from "@/tests/support/people/accounts";

test("from sign-up to sign-out", { tag: "@nojs" }, async ({ page, newBrowserPage }) => {
  test.slow();
  const email = newEmail();
  const password = "seven wooden lanterns";
  const account = { id: "", name: "Grace Hopper", email, password };
  const otherPage = await newBrowserPage();
  const sessions = page.getByRole("region", { name: "Active sessions" }).getByRole("listitem");

  await test.step("sign up", async () => {
    await page.goto("/signup");
    await page.getByLabel("Name").fill(account.name);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page).toHaveURL("/check-mail");
    await expect(page.getByText(`${app.dataDir}/mail`)).toBeVisible();
  });

  await test.step("follow the mailed link", async () => {
    const [link = ""] = linksIn(await waitForMail(app.dataDir, email));
    await page.goto(link);
    await page.getByRole("button", { name: "Confirm e-mail address" }).click();
    await expect(page).toHaveURL("/signin");
    await expect(page.getByText("Your e-mail address is confirmed.")).toBeVisible();
  });

  await test.step("sign in", async () => {
    await submitSignIn(page, email, password);
    await expect(page).toHaveURL("/dashboard");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Grace Hopper");
    await expect(sessions).toHaveCount(1);
    const events = page.getByRole("region", { name: "Recent security events" });
    await expect(events.getByRole("listitem")).toContainText([
      "Signed in",
      "E-mail address verified",
      "Account created",
    ]);
  });

  await test.step("change the name", async () => {
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByLabel("Name").fill("Grace Murray Hopper");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Your name was saved.")).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue("Grace Murray Hopper");
  });

  await test.step("end one other session", async () => {
    await signIn(otherPage, account);
    await page.goto("/dashboard");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Grace Murray Hopper");
    await expect(sessions).toHaveCount(2);
    await page.getByRole("button", { name: /^Revoke/ }).click();
    await expect(page.getByText("The session was ended.")).toBeVisible();
    await expect(sessions).toHaveCount(1);
    await otherPage.goto("/dashboard");
    await expect(otherPage).toHaveURL("/signin?callbackUrl=%2Fdashboard");
  });

  await test.step("sign out everywhere else", async () => {
    await signIn(otherPage, account);
    await page.goto("/dashboard");
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await expect(page.getByText("You are signed out everywhere else.")).toBeVisible();
    await expect(sessions).toHaveCount(1);
    await otherPage.goto("/settings");
    await expect(otherPage).toHaveURL("/signin?callbackUrl=%2Fsettings");
  });

  await test.step("sign out", async () => {
    await signOut(page);
    await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
    await page.goto("/dashboard");
    await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard");
  });
});
