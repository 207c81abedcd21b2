import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { recordEvent } from "@/lib/features/audit/events";
import { setActor, withRequestContext } from "@/lib/platform/core/request-context";
import { db } from "@/lib/platform/db/client";
import { createSession } from "@/lib/platform/db/tables/sessions";
import { invitationPath, linkPath, resetPasswordPath } from "@/lib/platform/mail/link-path";
import { expectAccessible } from "@/tests/support/browser/accessible";
import { expect, formError, hydrated, test } from "@/tests/support/browser/browser";
import { signInDirectly, submitSignIn } from "@/tests/support/browser/sign-in";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { createInvitation } from "@/tests/support/people/invitations";
import { newLink } from "@/tests/support/people/links";
import { createOrganisation, join } from "@/tests/support/people/organisations";
import { codeOf } from "@/tests/support/people/second-factor";
import { newRequest } from "@/tests/support/requests/messages";
import { english } from "@/tests/support/texts";

// Every page, and every state of it that looks different.

/** Also written in both directions. */
const LONG_NAME = "Adolph دعاء Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh of Llanfair";
/** Without a place to break. */
const UNBROKEN = "דונאוDonaudampfschifffahrtsgesellschaftskapitaensvereinigungsverband";
const password = (page: Page) => page.getByLabel(english("password.label"), { exact: true });

/** How to come to each state of the pages that nobody needs to sign in for. */
const signedOut: Record<string, (page: Page) => Promise<unknown>> = {
  "the start page": (page) => page.goto("/"),
  "sign in": (page) => page.goto("/signin"),
  "sign in, refused": async (page) => {
    await page.goto("/signin");
    await submitSignIn(page, "nobody@example.com", "not the password");
    await expect(formError(page)).toBeVisible();
  },
  "second factor": (page) => page.goto("/signin/second-factor"),
  "second factor, by a recovery code": (page) => page.goto("/signin/second-factor?recovery=on"),
  "sign up": (page) => page.goto("/signup"),
  "sign up, mistakes found by the browser": async (page) => {
    await page.goto("/signup");
    await hydrated(page);
    await page.getByRole("button", { name: english("signUp.submit") }).click();
    await expect(
      page.getByText(english("form.required", { label: english("form.name") })),
    ).toBeVisible();
  },
  "sign up, a password judged": async (page) => {
    await page.goto("/signup");
    await hydrated(page);
    await password(page).fill("password1234");
    await expect(page.getByRole("status")).toHaveText(/weak/i);
    await page.getByRole("button", { name: english("password.show") }).click();
  },
  "sign up, refused": async (page) => {
    await page.goto("/signup");
    await page.getByLabel(english("form.name")).fill(LONG_NAME);
    await page.getByLabel(english("form.email")).fill("nobody@example.com");
    await password(page).fill("password1234");
    await page.getByRole("button", { name: english("signUp.submit") }).click();
    await expect(formError(page)).toBeVisible();
  },
  "check your mail": (page) => page.goto("/check-mail"),
  "check your mail, sent again": async (page) => {
    await page.goto("/check-mail");
    await page.getByLabel(english("form.email")).fill("nobody@example.com");
    await page.getByRole("button", { name: english("checkMail.submit") }).click();
    await expect(page.getByText(english("notices.verificationSent"))).toBeVisible();
  },
  "confirm the address": async (page) => {
    const account = await createAccount({ verified: false });
    await page.goto(linkPath("verify", await newLink("verify-email", account)));
    await expect(page.getByRole("button", { name: english("link.verifySubmit") })).toBeVisible();
  },
  "confirm the address, without a link": (page) => page.goto("/link/verify"),
  "confirm the address, link incomplete": async (page) => {
    await page.goto("/link/verify?token=abc");
    await expect(formError(page)).toBeVisible();
  },
  "confirm the address, done": async (page) => {
    const account = await createAccount();
    await page.goto(linkPath("verify", await newLink("verify-email", account)));
    await expect(page.getByText(account.email)).toBeVisible();
  },
  "forgot password": (page) => page.goto("/forgot-password"),
  "forgot password, asked": async (page) => {
    await page.goto("/forgot-password");
    await page.getByLabel(english("form.email")).fill("nobody@example.com");
    await page.getByRole("button", { name: english("forgotPassword.submit") }).click();
    await expect(page.getByText(english("notices.resetSent"))).toBeVisible();
  },
  "reset password": async (page) => {
    const token = await newLink("reset-password", await createAccount());
    await page.goto(resetPasswordPath(token));
  },
  "reset password, refused": async (page) => {
    const token = await newLink("reset-password", await createAccount());
    await page.goto(resetPasswordPath(token));
    await page.getByLabel(english("password.new")).fill("password1234");
    await page.getByRole("button", { name: english("resetPassword.submit") }).click();
    await expect(formError(page)).toBeVisible();
  },
  "confirm a new address, signed out": async (page) => {
    const token = await newLink("change-email", await createAccount(), newEmail());
    await page.goto(linkPath("confirm-email", token));
  },
  "undo a change of address": async (page) => {
    const token = await newLink("undo-email", await createAccount(), newEmail());
    await page.goto(linkPath("undo-email", token));
  },
  "an invitation": async (page) => {
    const { secret } = await createInvitation();
    await page.goto(invitationPath(secret));
  },
  "an invitation that does not work": (page) => page.goto("/link/invitation?token=x"),
  "an invitation, without a link": (page) => page.goto("/link/invitation"),
  "sign up, invited": async (page) => {
    const { secret } = await createInvitation();
    await page.goto(`/signup?invitation=${secret}`);
  },
  "not found": (page) => page.goto("/no-such-page"),
  "failed on our side": (page) => page.goto("/500"),
};

/** The same for the pages of an administrator with a long name and a second session. */
const signedIn: Record<string, (page: Page, account: Account) => Promise<unknown>> = {
  "the start page": (page) => page.goto("/"),
  "the dashboard": (page) => page.goto("/dashboard"),
  "the dashboard, menu open": async (page) => {
    await page.goto("/dashboard");
    await page.locator("header summary").click();
  },
  "the dashboard, a session ended": async (page) => {
    await page.goto("/dashboard");
    await page
      .getByRole("button", { name: new RegExp(`^${english("sessions.signOut")} ?: `) })
      .click();
    await expect(page.getByText(english("notices.sessionEnded"))).toBeVisible();
  },
  settings: (page) => page.goto("/settings"),
  "settings, refused": async (page) => {
    await page.goto("/settings");
    await page.getByLabel(english("form.name")).fill("   ");
    await page.getByRole("button", { name: english("settings.save") }).click();
    await expect(page.getByLabel(english("form.name"))).toHaveAttribute("aria-invalid", "true");
  },
  "settings, saved": async (page) => {
    await page.goto("/settings");
    await page.getByRole("button", { name: english("settings.save") }).click();
    await expect(page.getByText(english("notices.nameSaved"))).toBeVisible();
  },
  "settings, password": (page) => page.goto("/settings/password"),
  "settings, password refused": async (page) => {
    await page.goto("/settings/password");
    await page.getByLabel(english("password.current")).fill("not my password");
    await page.getByLabel(english("password.new")).fill("seven quiet lanterns");
    await page.getByRole("button", { name: english("settingsPassword.submitChange") }).click();
    await expect(formError(page).getByText(english("fields.passwordWrong"))).toBeVisible();
  },
  "settings, a first password": async (page, { id }) => {
    await db.password.delete({ where: { userId: id } });
    await page.goto("/settings/password");
    await expect(
      page.getByRole("heading", { name: english("settingsPassword.set") }),
    ).toBeVisible();
  },
  "settings, two-factor": (page) => page.goto("/settings/security"),
  "settings, two-factor being set up": async (page) => {
    await page.goto("/settings/security");
    await page.getByRole("button", { name: english("settingsSecurity.begin") }).click();
    const confirm = page.getByRole("button", { name: english("settingsSecurity.confirm") });
    await expect(confirm).toBeVisible();
  },
  "settings, recovery codes": async (page) => {
    await page.goto("/settings/security");
    await page.getByRole("button", { name: english("settingsSecurity.begin") }).click();
    await page
      .locator("input[name=code]")
      .fill(codeOf((await page.locator("code").textContent()) ?? ""));
    await page.getByRole("button", { name: english("settingsSecurity.confirm") }).click();
    await expect(page.getByText(english("settingsSecurity.codesMade"))).toBeVisible();
  },
  "settings, e-mail": (page) => page.goto("/settings/email"),
  "settings, API tokens": (page) => page.goto("/settings/tokens"),
  "settings, sessions": (page) => page.goto("/settings/sessions"),
  "settings, language": (page) => page.goto("/settings/language"),
  "settings, your data": (page) => page.goto("/settings/account"),
  "settings, deleting unconfirmed": async (page) => {
    await page.goto("/settings/account");
    await page.getByLabel(english("settingsAccount.confirm")).fill("somebody@else.example");
    await page.getByRole("button", { name: english("settingsAccount.delete") }).click();
    await expect(formError(page)).toBeVisible();
  },
  "confirming that it is you": (page) => page.goto("/reauthenticate"),
  "confirming that it is you, without a password": async (page, { id }) => {
    await db.password.delete({ where: { userId: id } });
    await page.goto("/reauthenticate");
    await expect(
      page.getByRole("link", { name: english("reauthenticate.sendLink") }),
    ).toBeVisible();
  },
  users: (page) => page.goto("/admin?q=wolfeschlegel"),
  "users, narrowed": (page) => page.goto("/admin?role=admin&status=confirmed&factor=off"),
  "users, many chosen": async (page, { id }) => {
    const other = await createAccount({ name: LONG_NAME });
    await page.goto(`/admin/users/bulk?act=change-role&ids=${id}&ids=${other.id}`);
  },
  "users, what became of many": async (page, { id }) => {
    const other = await createAccount({ name: LONG_NAME });
    await page.goto(`/admin/users/bulk?act=sign-out&ids=${id}&ids=${other.id}`);
    await page.getByRole("button", { name: english("bulk.act-sign-out") }).click();
    await expect(page.getByText(english("bulk.resultDone", { count: 1 }))).toBeVisible();
  },
  ...Object.fromEntries(
    ["members", "invitations", "settings", "events"].map((part) => [
      `an organisation with a long name, ${part}`,
      async (page: Page, owner: Account) => {
        const organisation = await createOrganisation({ name: UNBROKEN, owner });
        const member = await createAccount({ name: UNBROKEN });
        await join(organisation, member, "admin");
        await recordEvent("member_role:admin", {
          subjectId: member.id,
          organizationId: organisation.id,
        });
        await page.goto(`/organisations/${organisation.slug}/${part}`);
      },
    ]),
  ),
  organisations: async (page, owner) => {
    await createOrganisation({ name: UNBROKEN, owner });
    await page.goto("/organisations");
  },
  "a new organisation": (page) => page.goto("/organisations/new"),
  "settings, account of the only member of an organisation": async (page, owner) => {
    await createOrganisation({ name: UNBROKEN, owner });
    await page.goto("/settings/account");
    await expect(page.getByRole("checkbox")).toBeVisible();
  },
  "an organisation, as an administrator": async (page) => {
    const { slug } = await createOrganisation({ name: LONG_NAME });
    await page.goto(`/admin/organisations/${slug}`);
  },
  "a new account": (page) => page.goto("/admin/users/new"),
  invitations: async (page) => {
    await createInvitation({ email: `${"long".repeat(12)}@${"domain".repeat(9)}.example` });
    await page.goto("/admin/invitations");
  },
  figures: async (page) => {
    await page.goto("/admin/figures");
    for (const table of await page.locator("figure summary").all()) await table.click();
  },
  "an invitation, as somebody else": async (page) => {
    const { secret } = await createInvitation();
    await page.goto(invitationPath(secret));
  },
  "users, none found": (page) => page.goto(`/admin?q=${randomUUID()}`),
  "a user": async (page) => {
    const { id } = await createAccount({ name: LONG_NAME, verified: false });
    await page.goto(`/admin/users/${id}`);
  },
  "a user, asked before disabling": async (page) => {
    const { id } = await createAccount({ name: LONG_NAME });
    await page.goto(`/admin/users/${id}/disable`);
  },
  "a user, asked why to act for them": async (page) => {
    const { id } = await createAccount({ name: LONG_NAME });
    await page.goto(`/admin/users/${id}/impersonate`);
    await page.getByLabel(english("impersonation.reason")).fill(" ");
    await page.getByRole("button", { name: english("impersonation.link") }).click();
    await expect(formError(page)).toBeVisible();
  },
  "the settings, acting for a user": async (page) => {
    const { id } = await createAccount({ name: LONG_NAME });
    await page.goto(`/admin/users/${id}/impersonate`);
    await page.getByLabel(english("impersonation.reason")).fill(LONG_NAME);
    await page.getByRole("button", { name: english("impersonation.link") }).click();
    await page.goto("/settings/sessions");
    await expect(page.getByText(english("actingBanner.recorded"))).toBeVisible();
  },
  "another account": (page) => page.goto("/other-account"),
  "a user, disabled": async (page) => {
    const { id } = await createAccount({ name: LONG_NAME });
    await page.goto(`/admin/users/${id}`);
    await page.getByRole("link", { name: english("accountActions.disableSubmit") }).click();
    await page.getByRole("button", { name: english("accountActions.disableSubmit") }).click();
    await expect(page.getByRole("status")).toBeVisible();
  },
  "a user, refused": async (page) => {
    const { id } = await createAccount({ verified: false });
    await page.goto(`/admin/users/${id}`);
    await db.user.update({ where: { id }, data: { emailVerified: new Date() } });
    await page.getByRole("button", { name: english("checkMail.submit") }).click();
    await expect(formError(page)).toHaveText(english("problems.already_verified"));
  },
  "the audit trail": async (page) => {
    const { id } = await createAccount({ name: LONG_NAME });
    await recordEvent("user_created", { subjectId: id });
    await recordEvent("authn_login_fail", { subjectId: id });
    await withRequestContext(newRequest(), () => {
      setActor("deleted-0123456789abcdef");
      return recordEvent("user_updated:password_removed", { subjectId: id });
    });
    await page.goto(`/admin/events?account=${id}`);
    await expect(page.getByText(english("events.user_updated:password_removed"))).toBeVisible();
  },
  "the audit trail, nothing fits": (page) =>
    page.goto(`/admin/events?account=${newEmail()}&type=authz_fail&from=2026-01-01`),
  "the first administrator, link dead": (page) => page.goto("/first-admin?token=abc"),
  "not found": async (page) => {
    await page.goto("/no-such-page");
    await expect(page.getByRole("link", { name: english("layout.toDashboard") })).toBeVisible();
  },
};

for (const [name, reach] of Object.entries(signedOut)) {
  test(`signed out: ${name}`, async ({ page, problems }) => {
    problems.allow(/status of (404|500)/);
    await reach(page);
    await expectAccessible(page);
  });
}

test("signed out: the reference of the API", async ({ page }) => {
  // As long as the API: axe looks at each of its operations.
  test.slow();
  await page.goto("/docs/api");
  await expectAccessible(page);
});

for (const [name, reach] of Object.entries(signedIn)) {
  test(`signed in: ${name}`, async ({ page, problems }) => {
    problems.allow(/status of 404/);
    const account = await createAccount({ role: "admin", name: LONG_NAME });
    await createSession({
      secretHash: randomUUID(),
      userId: account.id,
      remember: false,
      authenticatedAt: new Date(),
      methods: "password",
      expiresAt: new Date(Date.now() + 3_600_000),
      ipAddress: "2001:db8:85a3:1234:5678:8a2e:370:7334",
      userAgent: null,
    });
    await signInDirectly(page, account);
    await reach(page, account);
    await expectAccessible(page);
  });
}

test("signed in: not allowed", async ({ page, problems }) => {
  problems.allow(/status of 403/);
  const account = await createAccount({ role: "admin", name: LONG_NAME });
  await signInDirectly(page, account);
  await db.user.update({ where: { id: account.id }, data: { role: "user" } });
  await page.goto("/admin");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("problemTitles.forbidden"),
  );
  await expectAccessible(page);
});
