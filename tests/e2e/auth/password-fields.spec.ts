import { expect, hydrated, test } from "@/tests/support/browser/browser";
import { signIn } from "@/tests/support/browser/sign-in";
import { createAccount } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { english } from "@/tests/support/texts";

/** The password fields of each page, and what they tell a password manager. */
const FIELDS: [path: string, autocomplete: string[]][] = [
  ["/signin", ["current-password"]],
  ["/signup", ["new-password"]],
  ["/reset-password", ["new-password"]],
  ["/settings/password", ["current-password", "new-password"]],
  ["/settings/email", ["current-password"]],
  ["/reauthenticate", ["current-password"]],
];

test("every password field is masked and known to password managers [V6.2.6 V6.2.7]", async ({
  page,
  newBrowserPage,
}) => {
  test.slow();
  const visitor = await newBrowserPage();
  const account = await createAccount();
  await signIn(page, account);
  const token = await newLink("reset-password", account);
  for (const [path, autocomplete] of FIELDS) {
    const shown = path.startsWith("/sign") ? visitor : page;
    await shown.goto(`${path}?token=${token}`);
    const fields = shown.locator("input[autocomplete$=password]");
    const found = await fields.evaluateAll((inputs: HTMLInputElement[]) =>
      inputs.map(({ type, autocomplete }) => ({ type, autocomplete })),
    );
    expect({ path, found }).toEqual({
      path,
      found: autocomplete.map((each) => ({ type: "password", autocomplete: each })),
    });
    await expect(shown.locator("input[type=password]")).toHaveCount(autocomplete.length);
  }
});

test("a password can be pasted [V6.2.7]", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/signin");
  await hydrated(page);
  const pasted = "seven wooden lanterns ünd 🏮";
  await page.evaluate((text) => navigator.clipboard.writeText(text), pasted);
  await page.getByLabel(english("password.label"), { exact: true }).focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.getByLabel(english("password.label"), { exact: true })).toHaveValue(pasted);
});

test("a password manager that tells the page nothing gets the strength of its password shown", async ({
  page,
}) => {
  const password = page.getByLabel(english("password.label"), { exact: true });
  const fillSilently = (text: string) =>
    password.evaluate((input: HTMLInputElement, value) => {
      input.value = value;
    }, text);
  // Before the script runs that would hear of it.
  await page.route("**/forms.js*", async (route) => {
    await fillSilently("password1234");
    await route.continue();
  });
  await page.goto("/signup");
  await expect(page.getByRole("status")).toHaveText(/weak/i);

  await fillSilently("seven wooden lanterns");
  await password.focus();
  await expect(page.getByRole("status")).toHaveText(/^(Good|Strong)/);
});
