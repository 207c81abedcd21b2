import { brand } from "@/lib/platform/config/brand";
import { expect, formError, test } from "@/tests/support/browser/browser";
import { signIn, submitSignIn } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

const WRONG = english("details.signInWrong");

test("the first submit of a fresh browser signs in", { tag: "@nojs" }, async ({ page }) => {
  const account = await createAccount();
  expect(await page.context().cookies()).toEqual([]);
  await signIn(page, account);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("dashboard.hello", { name: "Ada Lovelace" }),
  );
});

test.describe("every failed sign-in gets the same message:", { tag: "@nojs" }, () => {
  const cases = {
    "a wrong password": async () => ({ ...(await createAccount()), password: "not the password" }),
    "an unknown address": async () => ({ email: newEmail(), password: "not the password" }),
    "an account to be confirmed": () => createAccount({ verified: false }),
  };
  for (const [name, prepare] of Object.entries(cases)) {
    test(name, async ({ page }) => {
      const { email, password } = await prepare();
      await page.goto("/signin");
      await submitSignIn(page, email, password);

      await expect(formError(page)).toHaveText(WRONG);
      await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard");
      await expect(page.getByLabel(english("form.email"))).toHaveValue(email);
      await expect(page.getByLabel(english("password.label"), { exact: true })).toHaveValue("");
    });
  }
});

test("the message of a failed sign-in is gone on the next visit", async ({ page }) => {
  await page.goto("/signin");
  await submitSignIn(page, newEmail(), "not the password");
  await expect(formError(page)).toHaveText(WRONG);
  await page.reload();
  await expect(page.getByLabel(english("form.email"))).toHaveValue("");
  await expect(formError(page)).toHaveCount(0);
});

test("a form whose token is missing says so, and then works", { tag: "@nojs" }, async ({
  page,
}) => {
  const { email, password } = await createAccount();
  // The page asks for a challenge of passkeys, which comes with a cookie.
  await page.goto("/signin?callbackUrl=%2Fsettings", { waitUntil: "networkidle" });
  await page.context().clearCookies();
  await submitSignIn(page, email, password);
  await expect(formError(page)).toHaveText(english("details.cookiesMissing"));
  await submitSignIn(page, email, password);
  await expect(page).toHaveURL("/settings");
});

test("the destination keeps the part after #", async ({ page }) => {
  const { email, password } = await createAccount();
  await page.goto("/settings/sessions?x=1#events");
  await expect(page).toHaveURL(/\/signin\?callbackUrl=/);
  await submitSignIn(page, email, "not the password");
  await expect(formError(page)).toHaveText(WRONG);
  await submitSignIn(page, email, password);
  await expect(page).toHaveURL("/settings/sessions?x=1#events");
});

test("a wrong password keeps the destination", { tag: "@nojs" }, async ({ page }) => {
  const { email, password } = await createAccount({ role: "admin" });
  await page.goto("/admin?q=ada+l&page=2");
  await expect(page).toHaveURL(/^[^?]+\/signin\?callbackUrl=/);
  await submitSignIn(page, email, "not the password");
  await expect(formError(page)).toHaveText(WRONG);
  await submitSignIn(page, email, password);
  await expect(page).toHaveURL("/admin?q=ada+l&page=2");
});

test("a signed-in user is led away from the sign-in pages", { tag: "@nojs" }, async ({ page }) => {
  await signIn(page, await createAccount());
  await page.goto("/signin");
  await expect(page).toHaveURL("/dashboard");
  await page.goto("/signup");
  await expect(page).toHaveURL("/dashboard");
  await page.goto("/signin?callbackUrl=%2Fsettings");
  await expect(page).toHaveURL("/settings");
});

test("only a remembered session outlives the browser", { tag: "@nojs" }, async ({
  page,
  problems,
}) => {
  await leaveStale(page, problems);
  const expiry = async () =>
    (await page.context().cookies()).find(({ name }) => name === `${brand.cookiePrefix}.session`)
      ?.expires;
  const account = await createAccount();
  await signIn(page, account);
  expect(await expiry()).toBe(-1);

  await page.context().clearCookies();
  await page.goto("/signin");
  await page.getByLabel(english("signIn.remember")).check();
  await submitSignIn(page, account.email, account.password);
  await expect(page).toHaveURL("/dashboard");
  expect(await expiry()).toBeGreaterThan(Date.now() / 1000);
});
