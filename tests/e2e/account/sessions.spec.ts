import { recordEvent } from "@/lib/features/audit/events";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn } from "@/tests/support/browser/sign-in";
import { leaveStale } from "@/tests/support/browser/stale";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

test("one's own events can be paged to the first", { tag: "@nojs" }, async ({ page }) => {
  const account = await createAccount();
  const events = page.getByRole("region", { name: english("ownEvents.title") });
  for (let n = 0; n < 14; n++) await recordEvent("user_updated:name", { subjectId: account.id });
  await signIn(page, account);
  await expect(events.getByRole("listitem")).toHaveCount(10);
  await events.getByRole("link", { name: english("list.older") }).click();
  await expect(events.getByRole("listitem")).toHaveCount(5);
  await expect(events.getByRole("link", { name: english("list.older") })).toHaveCount(0);
  await events.getByRole("link", { name: english("list.newest") }).click();
  await expect(events.getByText(english("events.authn_login_success"))).toBeVisible();
});

test("a session that has ended cannot be ended again", { tag: "@nojs" }, async ({
  page,
  newBrowserPage,
  problems,
}) => {
  const account = await createAccount();
  const otherPage = await newBrowserPage();
  await leaveStale(otherPage, problems);
  await signIn(otherPage, account);
  await signIn(page, account);
  await otherPage.goto("/dashboard");
  await page
    .getByRole("button", { name: new RegExp(`^${english("sessions.signOut")} ?: `) })
    .click();
  await expect(page.getByText(english("notices.sessionEnded"))).toBeVisible();

  // The other one still shows the button of the first; its own session is gone.
  await otherPage
    .getByRole("button", { name: new RegExp(`^${english("sessions.signOut")} ?: `) })
    .click();
  await expect(otherPage).toHaveURL("/signin?callbackUrl=%2Fsettings%2Fsessions");
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    english("dashboard.hello", { name: "Ada Lovelace" }),
  );
});
