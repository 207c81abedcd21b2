import { randomUUID } from "node:crypto";
import type { Page, Response } from "@playwright/test";
import { expect, hydrated, test } from "@/tests/support/browser/browser";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { english } from "@/tests/support/texts";

// What JavaScript adds to the forms. That they work without it is told by the tests tagged @nojs.

const password = (page: Page) => page.getByLabel(english("password.label"), { exact: true });

/** Opens a page and waits for its scripts. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** The paths posted to from now on, in order. */
function posts(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") seen.push(new URL(request.url()).pathname);
  });
  return seen;
}

test("mistakes are shown beside the fields before anything is sent", async ({ page }) => {
  await open(page, "/signup");
  const sent = posts(page);
  const [name, email] = [
    page.getByLabel(english("form.name")),
    page.getByLabel(english("form.email")),
  ];
  await email.fill("not an address");
  await password(page).fill("short");
  await page.getByRole("button", { name: english("signUp.submit") }).click();

  await expect(name).toHaveAccessibleDescription(
    english("form.required", { label: english("form.name") }),
  );
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(name).toBeFocused();
  await expect(email).toHaveAccessibleDescription(english("form.emailInvalid"));
  await expect(password(page)).toHaveAccessibleDescription(
    /Use at least 12 characters; this has 5/,
  );
  expect(sent).toEqual([]);
});

test("a name that is too long is reported and not cut, and an emoji is one character", async ({
  page,
}) => {
  await open(page, "/signup");
  const name = page.getByLabel(english("form.name"));
  await name.focus();
  // As a paste does, which the maxlength attribute would cut.
  await page.keyboard.insertText("🦊".repeat(81));
  await page.getByRole("button", { name: english("signUp.submit") }).click();
  await expect(name).toHaveAccessibleDescription(
    english("form.tooLong", { count: 80, length: 81 }),
  );
  await expect(name).toHaveValue("🦊".repeat(81));
  await name.press("Backspace");
  await expect(name).not.toHaveAttribute("aria-invalid");
});

test("the page takes every name that the server takes", async ({ page }) => {
  // Each sign is three letters in a password. What surrounds them is removed.
  const name = `${"½™…".repeat(26)}ﷺ!`;
  expect([...name].length).toBe(80);
  await open(page, "/signup");
  await page.getByLabel(english("form.name")).fill(`\u200f ${name} \u200e`);
  await page.getByLabel(english("form.email")).fill(newEmail());
  await password(page).fill(`correct horse ${randomUUID()}`);
  await page.getByRole("button", { name: english("signUp.submit") }).click();
  await expect(page).toHaveURL(/\/check-mail/);
});

test("a message disappears as soon as its mistake is corrected", async ({ page }) => {
  await open(page, "/signup");
  const email = page.getByLabel(english("form.email"));
  await email.fill("ada");
  await expect(email).not.toHaveAttribute("aria-invalid");
  await page.getByRole("button", { name: english("signUp.submit") }).click();
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await email.pressSequentially("@example.com");
  await expect(email).not.toHaveAttribute("aria-invalid");
  await expect(page.getByText(english("form.emailInvalid"))).toHaveCount(0);
});

test("a field the server refused gets the focus", async ({ page }) => {
  await open(page, "/signup");
  await page.getByLabel(english("form.name")).fill("Grace Hopper");
  await page.getByLabel(english("form.email")).fill("grace@example.com");
  await password(page).fill("password1234");
  await page.getByRole("button", { name: english("signUp.submit") }).click();
  await expect(password(page)).toHaveAccessibleDescription(/attackers try first/);
  await expect(password(page)).toBeFocused();
});

test("a password is shown on request [V6.2.6]", async ({ page }) => {
  await open(page, "/signin");
  const button = page.getByRole("button", { name: english("password.show") });
  await password(page).fill("seven wooden lanterns");
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(password(page)).toHaveAttribute("type", "text");
  await expect(password(page)).toHaveValue("seven wooden lanterns");
  await button.click();
  await expect(password(page)).toHaveAttribute("type", "password");
});

test("a new password is judged in words", async ({ page }) => {
  await open(page, "/signup");
  const verdict = page.getByRole("status");
  await password(page).fill("short");
  await expect(verdict).toHaveText(english("password.tooShort", { count: 7 }));
  await password(page).fill("password1234");
  await expect(verdict).toHaveText(/weak/i);
  await password(page).fill("seven wooden lanterns in a row");
  await expect(verdict).toHaveText(/^Strong/);
});

test("the password meter's message moves no button", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 1400 });
  await open(page, "/signup");
  const button = page.getByRole("button", { name: english("signUp.submit") });
  const before = await button.boundingBox();
  await password(page).fill("seven wooden lanterns in a row");
  await expect(page.getByRole("status")).toHaveText(/^Strong/);
  expect(await button.boundingBox()).toEqual(before);
});

test("the password meter's dictionaries are loaded for a new password only", async ({ page }) => {
  let scripts: Response[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response);
  });
  /** Of the scripts so far: a common password stands in the dictionaries and nowhere else. */
  const dictionaries = async () => {
    const texts = await Promise.all(scripts.map((script) => script.text()));
    return texts.filter((text) => text.includes("trustno1")).length;
  };

  await open(page, "/signup");
  await page.waitForLoadState("networkidle");
  expect(await dictionaries()).toBe(0);
  await password(page).fill("seven wooden lanterns in a row");
  await expect(page.getByRole("status")).toHaveText(/^Strong/);
  expect(await dictionaries()).toBeGreaterThan(0);

  scripts = [];
  await open(page, "/signin");
  await password(page).fill("seven wooden lanterns in a row");
  await page.waitForLoadState("networkidle");
  expect(scripts).not.toEqual([]);
  expect(await dictionaries()).toBe(0);
});

test("a form is sent once, and says that it is being sent", async ({ page }) => {
  const account = await createAccount();
  await open(page, "/signin");
  const sent = posts(page);
  const button = page.getByRole("button", { name: english("signIn.submit") });
  // Playwright does not look at a page that is being left, so the page tells by itself; the
  // answer to the form waits until it has.
  const pendingLabel = new Promise<string>((resolve) => page.exposeFunction("tell", resolve));
  await button.evaluate((element: HTMLButtonElement) => {
    const { tell } = window as unknown as { tell: (label: string | null) => void };
    const look = () => element.ariaDisabled === "true" && tell(element.textContent);
    new MutationObserver(look).observe(element, { attributes: true });
  });
  await page.route("/api/auth/callback/credentials", async (route) => {
    await pendingLabel;
    await route.continue();
  });
  await page.getByLabel(english("form.email")).fill(account.email);
  await password(page).fill(account.password);
  await button.dblclick();

  expect(await pendingLabel).toBe(english("signIn.pending"));
  await expect(page).toHaveURL("/dashboard");
  // The page may ask for the browser's passkeys meanwhile.
  const forms = sent.filter((path) => path !== "/api/account/passkey-options");
  expect(forms).toEqual(["/api/auth/callback/credentials"]);
});
