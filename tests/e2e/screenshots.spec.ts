import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { EventName } from "@/lib/accounts/audit";
import { db } from "@/lib/db/client";
import { createUser, setPassword } from "@/lib/db/users";
import { hashPassword } from "@/lib/passwords/hash";
import type { Account } from "../support/accounts";
import { expect, test } from "../support/browser";
import { signIn } from "../support/browser-sign-in";
import { idAt } from "../support/events";

// The pictures of the README. A test run only checks that the pages render;
// `UPDATE_SCREENSHOTS=1 npx playwright test screenshots` writes the files.

const FOLDER = "docs/screenshots";
const LIMIT = 150_000;
const DESK = { width: 1280, height: 860 };
const PHONE = { width: 320, height: 690 };

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

test.use({
  viewport: DESK,
  userAgent: FIREFOX,
  extraHTTPHeaders: { "X-Forwarded-For": "198.51.100.7" },
});

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);

/** The people of a small company; nobody else in the database has its domain. */
const COMPANY = "harbour-press.example";
const PEOPLE: { name: string; joined: number; role?: string; verified?: boolean }[] = [
  { name: "Amara Okafor", joined: 412 },
  { name: "Anselm Brandt", joined: 388.6, role: "admin" },
  { name: "Chiara Lombardi", joined: 301.3 },
  { name: "Daniel Whitfield", joined: 0.2, verified: false },
  { name: "Ingrid Solheim", joined: 164.7 },
  { name: "Jun Takahashi", joined: 93.1 },
  { name: "Nadia Benali", joined: 27.5 },
  { name: "Tomás Ferreira", joined: 1.4, verified: false },
];

/** Rows get the time they would have been made at: the product itself cannot backdate. */
async function person({ name, joined, role = "user", verified = true }: (typeof PEOPLE)[number]) {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const email = `${plain.replace(" ", ".")}@${COMPANY}`;
  const createdAt = ago(joined);
  const user = await createUser({
    name,
    email,
    role,
    ...(verified && { emailVerified: createdAt }),
  });
  await db.user.update({ where: { id: user.id }, data: { createdAt } });
  return user;
}

/** An administrator with devices and a history. */
async function marta(): Promise<Account> {
  const { id, name, email } = await person({ name: "Marta Lindqvist", joined: 430, role: "admin" });
  const password = `correct horse ${randomUUID()}`;
  await setPassword(id, await hashPassword(password));
  const devices = [
    { userAgent: CHROME, address: "192.0.2.91", createdAt: ago(9.3), lastSeenAt: ago(4.1) },
    { userAgent: SAFARI, address: "203.0.113.24", createdAt: ago(2.6), lastSeenAt: ago(0.3) },
  ];
  for (const device of devices) {
    const life = { remember: true, authenticatedAt: device.createdAt, expiresAt: ago(-20) };
    await db.session.create({
      data: { ...device, ...life, userId: id, secretHash: randomUUID() },
    });
  }
  const history: [EventName, number, string][] = [
    ["authn_login_success", 9.3, "192.0.2.91"],
    ["user_updated:name", 9.2, "192.0.2.91"],
    ["authn_login_fail", 2.601, "203.0.113.24"],
    ["authn_login_success", 2.6, "203.0.113.24"],
    ["authn_token_revoked:session", 1.1, "203.0.113.24"],
  ];
  for (const [name, days, address] of history) {
    const [type = name, detail = null] = name.split(":");
    const createdAt = ago(days);
    const who = { subjectId: id, actorId: id, address };
    await db.securityEvent.create({
      data: { id: idAt(createdAt), type, detail, createdAt, ...who },
    });
  }
  return { id, name, email, password };
}

/** One picture a scheme on a desk, and one on the smallest phone. */
async function picture(page: Page, name: string): Promise<void> {
  const looks = [
    { suffix: "light", colorScheme: "light", size: DESK },
    { suffix: "dark", colorScheme: "dark", size: DESK },
    { suffix: "phone", colorScheme: "light", size: PHONE },
  ] as const;
  for (const { suffix, colorScheme, size } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(size);
    const path = process.env.UPDATE_SCREENSHOTS && `${FOLDER}/${name}-${suffix}.png`;
    const image = await page.screenshot({ animations: "disabled", ...(path && { path }) });
    expect(image.byteLength, `${name}-${suffix} is small enough for the repository`).toBeLessThan(
      LIMIT,
    );
  }
}

test("sign-in", async ({ page }) => {
  await page.goto("/signin");
  await page.getByLabel("E-mail address").fill(`marta.lindqvist@${COMPANY}`);
  await picture(page, "sign-in");
});

test("sign-up", async ({ page }) => {
  await page.goto("/signup");
  await page.getByLabel("Name").fill("Marta Lindqvist");
  await page.getByLabel("E-mail address").fill(`marta.lindqvist@${COMPANY}`);
  await page.getByLabel("Password", { exact: true }).fill("seven wooden lanterns");
  await expect(page.getByRole("status")).toHaveText(/^(Good|Strong)/);
  await picture(page, "sign-up");
});

test("dashboard and admin", async ({ page }) => {
  for (const one of PEOPLE) await person(one);
  await signIn(page, await marta());
  await expect(page.getByRole("region", { name: "Active sessions" })).toContainText(
    "Safari on iOS",
  );
  await picture(page, "dashboard");

  await page.goto(`/admin?q=${COMPANY}`);
  await expect(page.locator("tbody tr")).toHaveCount(PEOPLE.length + 1);
  await picture(page, "admin");
});
