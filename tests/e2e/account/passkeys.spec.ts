import type { CDPSession, Page } from "@playwright/test";
import { db } from "@/lib/platform/db/client";
import { expectAccessible } from "@/tests/support/browser/accessible";
import { expect, formError, hydrated, test } from "@/tests/support/browser/browser";
import { signIn, signOut, submitSignIn } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { storedPasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { english } from "@/tests/support/texts";

/** A virtual authenticator of Chromium, as a device has one built in. */
async function plugIn(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return new Device(devtools, authenticatorId);
}

class Device {
  constructor(
    private readonly devtools: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  /** Whether somebody touches it as soon as it asks. An offer beside the address is taken at once then. */
  async present(enabled: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.devtools.send("WebAuthn.setAutomaticPresenceSimulation", {
      authenticatorId,
      enabled,
    });
  }

  async verifies(isUserVerified: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  }

  async credentials() {
    const { authenticatorId } = this;
    return (await this.devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  }
}

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

/** No passkey beside the address: a virtual device would take it before anybody presses anything. */
const offerNothing = (page: Page) =>
  page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });

/** Adds a passkey at the settings, and notes that the recovery codes are saved. */
async function add(page: Page, name: string): Promise<void> {
  await page.goto("/settings/security");
  await hydrated(page);
  await page.getByLabel(english("settingsPasskeys.name"), { exact: true }).last().fill(name);
  await press(page, english("settingsPasskeys.add"));
  await expect(page.getByText(english("notices.passkeyAdded"))).toBeVisible();
}

test.describe("passkeys", () => {
  test.slow();
  let account: Account;

  test.beforeEach(async () => {
    account = await createAccount();
  });

  test("one is added, signs in by autofill and by the button, and is removed from the device", async ({
    page,
  }) => {
    const device = await plugIn(page);
    await device.present(false);
    await signIn(page, account);
    await device.present(true);

    await test.step("add it", async () => {
      await add(page, "My laptop");
      const codes = page.getByRole("heading", { name: english("settingsSecurity.codesTitle") });
      await expect(codes).toBeVisible();
      await expect(page.getByText("My laptop").first()).toBeVisible();
      expect(await device.credentials()).toHaveLength(1);
      await press(page, english("settingsPasskeys.add"));
      await expect(formError(page)).toHaveText(english("passkey.already"));
    });

    await test.step("it is offered beside the address", async () => {
      await signOut(page);
      await page.goto("/signin?callbackUrl=%2Fsettings");
      await expect(page).toHaveURL("/settings");
    });

    await test.step("sign in by the button", async () => {
      await offerNothing(page);
      await signOut(page);
      await page.goto("/signin");
      await page.getByLabel(english("signIn.remember")).check();
      await press(page, english("passkey.use"));
      await expect(page).toHaveURL("/dashboard");
      const [newest] = await db.session.findMany({
        where: { userId: account.id },
        orderBy: { id: "desc" },
        take: 1,
      });
      expect(newest).toMatchObject({ methods: "passkey", remember: true });
    });

    await test.step("as the second factor after the password", async () => {
      await signOut(page);
      await page.goto("/signin");
      await submitSignIn(page, account.email, account.password);
      await expect(page).toHaveURL(/\/signin\/second-factor/);
      await press(page, english("passkey.use"));
      await expect(page).toHaveURL("/dashboard");
    });

    await test.step("as a recent authentication", async () => {
      await db.session.updateMany({
        where: { userId: account.id },
        data: { authenticatedAt: new Date(0) },
      });
      await page.goto("/settings/account");
      await expect(page).toHaveURL(/\/reauthenticate/);
      await press(page, english("passkey.use"));
      await expect(page).toHaveURL("/settings/account");
    });

    await test.step("rename and remove it", async () => {
      await page.goto("/settings/security");
      await page.getByText(english("settingsPasskeys.change")).click();
      const item = page.getByRole("listitem").filter({ hasText: "My laptop" });
      await item.getByLabel(english("settingsPasskeys.name")).fill("Work laptop");
      await item.getByRole("button", { name: english("settingsPasskeys.rename") }).click();
      await expect(page.getByText(english("notices.passkeyRenamed"))).toBeVisible();
      await page.getByText(english("settingsPasskeys.change")).click();
      const remove = new RegExp(`^${english("settingsPasskeys.remove")}`);
      await page.getByRole("button", { name: remove }).click();
      await expect(page.getByText(english("notices.passkeyRemoved"))).toBeVisible();
      await expect.poll(async () => (await device.credentials()).length).toBe(0);
    });
  });

  test("a device forgets an unknown one after it has failed", async ({ page }) => {
    const device = await plugIn(page);
    await device.present(false);
    await signIn(page, account);
    await device.present(true);
    await add(page, "My laptop");
    await db.passkey.deleteMany({ where: { userId: account.id } });
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
    await signOut(page);
    await page.goto("/signin");
    await press(page, english("passkey.use"));
    await expect(formError(page)).toHaveText(english("passkey.failed"));
    await expect.poll(async () => (await device.credentials()).length).toBe(0);
  });

  test("after a password reset the remaining ones are named, and all can be removed", async ({
    page,
  }) => {
    const device = await plugIn(page);
    await device.present(false);
    await signIn(page, account);
    await device.present(true);
    await add(page, "My laptop");
    await storedPasskey(account);
    await db.recoveryCode.deleteMany({ where: { userId: account.id } });
    await signOut(page);
    await device.present(false);
    const path = `/reset-password?token=${await newLink("reset-password", account)}`;
    await page.goto(path);
    await page.getByLabel(english("password.new")).fill("another quiet lantern");
    await press(page, english("resetPassword.submit"));
    await expect(page.getByText("My laptop, Phone")).toBeVisible();
    await expectAccessible(page);
    await offerNothing(page);
    await page.getByRole("link", { name: english("keptPasskeys.action") }).click();
    await expect(page).toHaveURL(/callbackUrl=%2Fsettings%2Fsecurity%23passkeys/);
    await device.present(true);
    await press(page, english("passkey.use"));
    await expect(page).toHaveURL(/\/settings\/security/);
    await press(page, english("settingsPasskeys.removeAll"));
    await expect(page.getByText(english("notices.passkeysRemoved"))).toBeVisible();
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(0);
  });

  test("61 a device that does not verify its user adds none, and proves nothing", async ({
    page,
  }) => {
    const device = await plugIn(page);
    await device.present(false);
    await signIn(page, account);
    await device.present(true);
    await device.verifies(false);
    await page.goto("/settings/security");
    await hydrated(page);
    await press(page, english("settingsPasskeys.add"));
    const button = page.getByRole("button", { name: english("settingsPasskeys.add") });
    await expect(button).not.toHaveAttribute("aria-disabled", "true");
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(0);
    await device.verifies(true);
    await add(page, "Verified");
    await device.verifies(false);
    await signOut(page);
    await page.goto("/signin");
    await press(page, english("passkey.use"));
    await expect(page).toHaveURL(/\/signin/);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
  });

  test("adding one after a while asks for a proof first, and keeps what it is to be called", async ({
    page,
    problems,
  }) => {
    problems.allow(/status of 403/);
    await plugIn(page);
    await signIn(page, account);
    await page.goto("/settings/security");
    await hydrated(page);
    await db.session.updateMany({
      where: { userId: account.id },
      data: { authenticatedAt: new Date(0) },
    });
    const name = page.getByLabel(english("settingsPasskeys.name"), { exact: true });
    await name.fill("Yubikey");
    await press(page, english("settingsPasskeys.add"));
    await expect(page).toHaveURL(/\/reauthenticate\?callbackUrl=%2Fsettings%2Fsecurity/);
    await page.getByLabel(english("password.label"), { exact: true }).fill(account.password);
    await press(page, english("reauthenticate.submit"));
    await expect(page).toHaveURL("/settings/security");
    await expect(name).toHaveValue("Yubikey");
  });

  test("a page left open makes no passkey of who is signed in now", async ({
    page,
    context,
    problems,
  }) => {
    await leaveStale(page, problems);
    problems.allow(/status of 409/);
    const device = await plugIn(page);
    await signIn(page, account);
    await page.goto("/settings/security");
    await hydrated(page);
    const tab = await context.newPage();
    await tab.goto("/dashboard");
    await signOut(tab);
    await signIn(tab, await createAccount());
    await press(page, english("settingsPasskeys.add"));
    await expect(page).toHaveURL("/other-account");
    expect(await device.credentials()).toEqual([]);
  });

  test("where the browser has no authenticator, the sign-in page works", async ({ page }) => {
    await page.goto("/signin");
    await hydrated(page);
    await press(page, english("passkey.use"));
    await submitSignIn(page, account.email, account.password);
    await expect(page).toHaveURL("/dashboard");
  });

  test("the pages are accessible", async ({ page }) => {
    await plugIn(page);
    await signIn(page, account);
    await add(page, "x".repeat(40));
    await page.getByText(english("settingsPasskeys.change")).click();
    await expectAccessible(page);
  });
});

test("without JavaScript there is no button, and a note says why", {
  tag: "@nojs",
}, async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, "of a browser without JavaScript");
  const account = await createAccount();
  await page.goto("/signin");
  await expect(page.getByRole("button", { name: english("passkey.use") })).toBeHidden();
  await signIn(page, account);
  await page.goto("/settings/security");
  await expect(page.getByText(english("settingsPasskeys.unsupported"))).toBeVisible();
  await expect(page.getByRole("button", { name: english("settingsPasskeys.add") })).toBeHidden();
});
