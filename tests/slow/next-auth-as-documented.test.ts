import { rmSync } from "node:fs";
import { type Browser, chromium, type Page } from "@playwright/test";
import { db } from "@/lib/platform/db/client";
import { en } from "@/lib/platform/texts/en";
import { buildCopy } from "@/tests/support/app/build-copy";
import { startSibling } from "@/tests/support/app/second-server";
import type { AppServer } from "@/tests/support/app/server";
import { CHROMIUM_ARGS, findChromium } from "@/tests/support/browser/chromium";
import { type Account, createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { BUILD_MS } from "@/tests/support/process/patience";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie, setCookieLines } from "@/tests/support/requests/cookies";

/*
 * The pages, routes and middleware of next-auth's own example, in an app of ours: what its
 * documentation says works, with its real client in a real browser.
 */

let tree = "";
let server: AppServer;
let browser: Browser;
let account: Account;

beforeAll(async () => {
  tree = await buildCopy(["middleware.js"], "tests/support/example");
  server = await startSibling({}, tree);
  browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
  account = await createAccount();
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(tree, { recursive: true, force: true });
}, BUILD_MS);

async function signedIn() {
  const client = newClient(server.url);
  const { email, password } = account;
  return { client, cookie: sessionCookie(await submitSignIn(client, { email, password })) };
}

describe("getServerSession(req, res, authOptions) in a route of one's own", () => {
  // Not by the tests' client, which holds routes against what ours declare.
  const ask = async (headers: Record<string, string> = {}) =>
    fetch(new URL("/api/example/session", server.url), { headers });

  test("gives the session and leaves the cookies as they are", async () => {
    const { cookie: Cookie } = await signedIn();
    const answer = await ask({ Cookie });
    expect(await answer.json()).toMatchObject({ user: { email: account.email } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  test("gives null to a visitor, with or without other cookies", async () => {
    for (const Cookie of ["", "latchkey.callback-url=http://host:bad", "latchkey.session=x"]) {
      const answer = await ask({ Cookie });
      expect({ status: answer.status, body: await answer.json() }).toEqual({
        status: 200,
        body: null,
      });
      const lasting = answer.headers.getSetCookie().filter((line) => !/Max-Age=0/i.test(line));
      expect(lasting).toEqual([]);
    }
  });

  test("works in a page of one's own, behind one's own withAuth", async () => {
    const visitor = await newClient(server.url).get("/example/server").expect(307);
    expect(visitor.headers.location).toContain("callbackUrl=%2Fexample%2Fserver");
    const { client } = await signedIn();
    const page = await client.get("/example/server").expect(200);
    expect(page.text).toContain(account.email);
    expect(setCookieLines(page)).toEqual([]);
  });
});

test("getToken({ req }) gives the token, and refuses one that a client made up", async () => {
  const { cookie } = await signedIn();
  const ask = async (Cookie: string) =>
    (await fetch(new URL("/api/example/jwt", server.url), { headers: { Cookie } })).json();
  expect(await ask(cookie)).toEqual(expect.arrayContaining(["sid", "sub"]));
  expect(await ask("next-auth.session-token=x")).toBeNull();
});

describe("in the browser", () => {
  let page: Page;

  beforeEach(async () => {
    page = await browser.newPage({ baseURL: server.url });
  });

  afterEach(() => page.close());

  async function signIn() {
    await page.getByLabel(en.form.email).fill(account.email);
    await page.getByLabel(en.password.label, { exact: true }).fill(account.password);
    await page.locator("main form button[type=submit]").first().click();
  }

  test("signIn() leads to our form and back, signOut() out", async () => {
    await page.goto("/example/client");
    await page.getByRole("button", { name: "Sign in here" }).click();
    await page.waitForURL(/\/signin\?/);
    await signIn();
    await page.waitForURL("/example/client");
    await page.getByText(`Signed in as ${account.email}`).waitFor();
    await page.getByRole("button", { name: "Sign out here" }).click();
    await page.getByRole("button", { name: "Sign in here" }).waitFor();
  }, 60_000);

  test("signIn(…, { redirect: false }) says what was wrong, then signs in; update() reads again", async () => {
    await page.goto("/example/client");
    await page.getByLabel("Address").fill(account.email);
    await page.getByLabel("Secret").fill("not the password");
    await page.getByRole("button", { name: "Stay and sign in" }).click();
    await page.getByText("Refused: CredentialsSignin").waitFor();
    await page.getByLabel("Secret").fill(account.password);
    await page.getByRole("button", { name: "Stay and sign in" }).click();
    await page.getByText(`Signed in as ${account.email}`).waitFor();
    await db.user.update({ where: { id: account.id }, data: { name: "Ada King" } });
    await page.getByRole("button", { name: "Read again" }).click();
    await page.getByText(`Signed in as ${account.email}, Ada King`).waitFor();
  }, 60_000);

  test("useSession({ required: true }) leads to the sign-in without an error, and back", async () => {
    await page.goto("/example/required");
    await page.waitForURL(/\/signin\?/);
    expect(await page.getByRole("main").getByRole("alert").count()).toBe(0);
    await signIn();
    await page.waitForURL("/example/required");
    await page.getByText(`For ${account.email} only`).waitFor();
  }, 60_000);
});
