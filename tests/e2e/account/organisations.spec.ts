import { app } from "@/tests/support/app/app";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn } from "@/tests/support/browser/sign-in";
import { tokenIn, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

test("somebody creates an organisation and invites a stranger, who signs up, joins and leaves @nojs", async ({
  page,
  newBrowserPage,
}) => {
  await signIn(page, await createAccount());
  await page.getByRole("link", { name: english("layout.organisations"), exact: true }).click();
  await expect(page.getByText(english("organisations.none"))).toBeVisible();
  await page.getByRole("link", { name: english("organisations.make") }).click();
  const name = `Engines ${newEmail().slice(4, 20)}`;
  await page.getByLabel(english("organisations.name")).fill(name);
  await page.getByRole("button", { name: english("organisations.create") }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await page.getByRole("link", { name: english("organisations.invitations"), exact: true }).click();
  const email = newEmail();
  await page.getByLabel(english("form.email")).fill(email);
  await page.getByLabel(english("organisationInvitations.role")).selectOption("admin");
  await page.getByRole("button", { name: english("organisationInvitations.send") }).click();
  await expect(page.getByText(english("notices.invitationSent"))).toBeVisible();
  await expect(page.getByRole("table").getByText(email)).toBeVisible();

  const guest = await newBrowserPage();
  const token = tokenIn(await waitForMail(app.dataDir, email));
  await guest.goto(`/link/invitation?token=${token}`);
  await guest.getByRole("link", { name: english("invitationLink.signUp") }).click();
  await expect(guest.getByLabel(english("form.email"))).toHaveValue(email);
  await guest.getByLabel(english("form.name")).fill("Grace Hopper");
  await guest.getByLabel(english("password.label"), { exact: true }).fill("seven wooden lanterns");
  await guest.getByRole("button", { name: english("signUp.submit") }).click();
  await guest.getByLabel(english("form.email")).fill(email);
  await guest.getByLabel(english("password.label"), { exact: true }).fill("seven wooden lanterns");
  await guest.getByRole("button", { name: english("signIn.submit") }).click();
  await expect(guest.getByRole("heading", { level: 1, name })).toBeVisible();

  await page.getByRole("link", { name: english("organisations.members"), exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: email });
  await row
    .getByLabel(english("organisationMembers.roleOf", { name: "Grace Hopper" }))
    .selectOption("member");
  await row.getByRole("button", { name: english("organisationMembers.changeRole") }).click();
  await expect(page.getByText(english("notices.memberRoleChanged"))).toBeVisible();

  await guest.goto(`${new URL(guest.url()).pathname.replace("members", "settings")}`);
  await guest
    .getByRole("button", { name: english("organisationSettings.leave", { name }) })
    .click();
  await expect(guest.getByText(english("notices.membershipEnded"))).toBeVisible();
  await page.getByRole("link", { name: english("organisations.events"), exact: true }).click();
  await expect(page.getByText(english("events.member_removed:left"))).toBeVisible();
});
