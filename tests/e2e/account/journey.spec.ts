import { app } from "@/tests/support/app/app";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn, signOut, submitSignIn } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { newEmail } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

test("from sign-up to sign-out", { tag: "@nojs" }, async ({ page, newBrowserPage, problems }) => {
  test.slow();
  const email = newEmail();
  const password = "seven wooden lanterns";
  const account = { id: "", name: "Grace Hopper", email, password };
  const otherPage = await newBrowserPage();
  await leaveStale(otherPage, problems);
  const sessions = page
    .getByRole("region", { name: english("sessions.title") })
    .getByRole("listitem");

  await test.step("sign up", async () => {
    await page.goto("/signup");
    await page.getByLabel(english("form.name")).fill(account.name);
    await page.getByLabel(english("form.email")).fill(email);
    await page.getByLabel(english("password.label"), { exact: true }).fill(password);
    await page.getByRole("button", { name: english("signUp.submit") }).click();
    await expect(page).toHaveURL("/check-mail");
    await expect(page.getByText(`${app.dataDir}/mail`)).toBeVisible();
  });

  await test.step("follow the mailed link", async () => {
    const [link = ""] = linksIn(await waitForMail(app.dataDir, email));
    await page.goto(link);
    await page.getByRole("button", { name: english("link.verifySubmit") }).click();
    await expect(page.getByText(english("link.verifyDone", { email }))).toBeVisible();
    await page.getByRole("link", { name: english("link.signIn") }).click();
    await expect(page).toHaveURL("/signin");
  });

  await test.step("sign in", async () => {
    await submitSignIn(page, email, password);
    await expect(page).toHaveURL("/dashboard");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      english("dashboard.hello", { name: "Grace Hopper" }),
    );
    await expect(sessions).toHaveCount(1);
    const events = page.getByRole("region", { name: english("ownEvents.title") });
    await expect(events.getByRole("listitem")).toContainText([
      english("events.authn_login_success"),
      english("events.user_updated:email_verified"),
      english("events.user_created"),
    ]);
  });

  await test.step("change the name", async () => {
    await page.getByRole("link", { name: english("settings.title") }).click();
    await page.getByLabel(english("form.name")).fill("Grace Murray Hopper");
    await page.getByRole("button", { name: english("settings.save") }).click();
    await expect(page.getByText(english("notices.nameSaved"))).toBeVisible();
    await expect(page.getByLabel(english("form.name"))).toHaveValue("Grace Murray Hopper");
  });

  await test.step("end one other session", async () => {
    await signIn(otherPage, account);
    await page.goto("/dashboard");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      english("dashboard.hello", { name: "Grace Murray Hopper" }),
    );
    await expect(sessions).toHaveCount(2);
    await page
      .getByRole("button", { name: new RegExp(`^${english("sessions.signOut")} ?: `) })
      .click();
    await expect(page.getByText(english("notices.sessionEnded"))).toBeVisible();
    await expect(sessions).toHaveCount(1);
    await otherPage.goto("/dashboard");
    await expect(otherPage).toHaveURL("/signin?callbackUrl=%2Fdashboard");
  });

  await test.step("sign out everywhere else", async () => {
    await signIn(otherPage, account);
    await page.goto("/dashboard");
    await page.getByRole("button", { name: english("sessions.signOutOthers") }).click();
    await expect(page.getByText(english("notices.otherSessionsEnded"))).toBeVisible();
    await expect(sessions).toHaveCount(1);
    await otherPage.goto("/settings");
    await expect(otherPage).toHaveURL("/signin?callbackUrl=%2Fsettings");
  });

  await test.step("sign out", async () => {
    await signOut(page);
    await expect(page.getByRole("link", { name: english("signIn.submit") }).first()).toBeVisible();
    await page.goto("/dashboard");
    await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard");
  });
});
