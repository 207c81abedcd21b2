import { startOwnApp } from "@/tests/support/app/own-app";
import type { AppServer } from "@/tests/support/app/server";
import { expectAccessible } from "@/tests/support/browser/accessible";
import { expect, test } from "@/tests/support/browser/browser";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { newEmail } from "@/tests/support/people/accounts";
import { freePort } from "@/tests/support/process/ports";
import {
  oidcVariables,
  type RunningProvider,
  startReal,
} from "@/tests/support/providers/providers";
import { english } from "@/tests/support/texts";

// A real OpenID Provider, and what a browser makes of the way there and back.

let server: AppServer;
let provider: RunningProvider;

test.beforeAll(async () => {
  const port = await freePort();
  server = await startOwnApp("providers", oidcVariables(1, `http://localhost:${port}`));
  provider = await startReal(port, server.url);
});

test.afterAll(async () => {
  await provider?.stop();
  await server?.stop();
});

test("a new person signs in through a provider, and finds it among the connections", {
  tag: "@nojs",
}, async ({ page, javaScriptEnabled, problems }) => {
  // The provider's own pages want a font from far away.
  problems.allow(/fonts\.googleapis\.com/);
  const email = newEmail();
  await page.goto(`${server.url}/signin`);
  if (javaScriptEnabled) await expectAccessible(page);
  // One box for every way in.
  await page.getByLabel(english("signIn.remember")).check();
  const name = english("providers.continueWith", { provider: "Example 1" });
  await page.getByRole("button", { name }).click();

  await page.locator("input[name=login]").fill(email);
  await page.locator("input[name=password]").fill("any");
  await page.locator("[type=submit]").click();
  await page.locator("[type=submit]").click();

  await expect(page).toHaveURL(`${server.url}/dashboard`);
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => /session/.test(name))?.expires).toBeGreaterThan(
    Date.now() / 1000,
  );
  await expect(page.getByText("Grace Hopper").first()).toBeVisible();
  await page.goto(`${server.url}/settings/connections`);
  await expect(page.getByText("Example 1").first()).toBeVisible();
  if (javaScriptEnabled) await expectAccessible(page);
});

test("a new person without a provider's address confirms one, and then signs in", {
  tag: "@nojs",
}, async ({ page, javaScriptEnabled, problems }) => {
  problems.allow(/fonts\.googleapis\.com/);
  const email = newEmail();
  const name = english("providers.continueWith", { provider: "Example 1" });
  await page.goto(`${server.url}/signup`);
  await page.getByRole("button", { name }).click();
  await page.locator("input[name=login]").fill(`nameless-${email.split("@")[0]}`);
  await page.locator("input[name=password]").fill("any");
  await page.locator("[type=submit]").click();
  await page.locator("[type=submit]").click();

  await expect(page).toHaveURL(`${server.url}/signup/address`);
  if (javaScriptEnabled) await expectAccessible(page);
  await page.getByRole("textbox").fill(email);
  await page.getByRole("button", { name: english("signUpAddress.submit") }).click();
  await expect(page.getByText(english("signUpAddress.sentLead", { email }))).toBeVisible();
  if (javaScriptEnabled) await expectAccessible(page);

  const [link = ""] = linksIn(await waitForMail(server.dataDir, email));
  const { pathname, search } = new URL(link);
  await page.goto(server.url + pathname + search);
  if (javaScriptEnabled) await expectAccessible(page);
  await page.getByRole("button", { name: english("signUpAddress.linkSubmit") }).click();
  await expect(page.getByText(english("notices.accountReady"))).toBeVisible();
  await page.getByRole("button", { name }).click();
  await expect(page).toHaveURL(`${server.url}/dashboard`);
  await page.goto(server.url + pathname + search);
  await expect(page.getByText(english("signUpAddress.dead"))).toBeVisible();
});
