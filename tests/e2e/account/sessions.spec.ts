import { recordEvent } from "@/lib/features/audit/events";
import { deleteSessions } from "@/lib/platform/db/tables/sessions";
import { transaction } from "@/lib/platform/db/transaction";
import { expect, test } from "@/tests/support/browser/browser";
import { signIn } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

/** The window gets the focus. The dashboard asks at most every few seconds, so this may repeat. */
const focus = () => window.dispatchEvent(new Event("focus"));

test("a session ended elsewhere leaves the dashboard at the next focus", async ({
  page,
  problems,
}) => {
  problems.allow(/401/);
  const account = await createAccount();
  await signIn(page, account);
  await transaction((tx) => deleteSessions(account.id, null, tx));
  await expect(async () => {
    await page.evaluate(focus);
    await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard", { timeout: 500 });
  }).toPass();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(english("signIn.submit"));
});

test("a sign-in elsewhere shows on the dashboard at the next focus", async ({
  page,
  newBrowserPage,
}) => {
  const account = await createAccount();
  const sessions = page
    .getByRole("region", { name: english("sessions.title") })
    .getByRole("listitem");
  await signIn(page, account);
  await expect(sessions).toHaveCount(1);
  await signIn(await newBrowserPage(), account);
  await expect(async () => {
    await page.evaluate(focus);
    await expect(sessions).toHaveCount(2, { timeout: 500 });
  }).toPass();
});

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
}) => {
  const account = await createAccount();
  const otherPage = await newBrowserPage();
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
