import { db } from "@/lib/platform/db/client";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import { linksIn, mailTo, tokenIn, waitForMail, waitForSubject } from "@/tests/support/mail/mail";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor } from "@/tests/support/people/second-factor";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

const ASK = "/api/account/sign-in-mail";
const SIGN_IN = "/api/auth/callback/mail";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
  await deletePassword(account.id, db);
});

afterAll(expectQuietLog);

const ask = (client: ApiClient, email = account.email) => client.post(ASK).send({ email });

/** The hidden token of a form. */
async function tokenOf(client: ApiClient, page = "/signin/mail"): Promise<string> {
  const { text } = await client.get(page).expect(200);
  return /name="csrfToken" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

/** Sends what the form on a page sends. */
async function submit(client: ApiClient, fields: Record<string, string>, page?: string) {
  const csrfToken = await tokenOf(client, page);
  return client
    .post(SIGN_IN)
    .type("form")
    .send({ csrfToken, ...fields });
}

/** A browser that has asked, and the code that was mailed. */
async function asked() {
  const client = newClient();
  await ask(client).expect(202);
  const subject = english("signInMail.subject");
  const mail = await waitForSubject(app.dataDir, account.email, subject);
  return { client, mail, code: /\b\d{6}\b/.exec(mail.text ?? "")?.[0] ?? "" };
}

const signedIn = async (client: ApiClient) => (await client.get("/api/me")).status === 200;

describe("without JavaScript", () => {
  test("the form leads to the code, and the code to the page the visitor wanted", async () => {
    const client = newClient();
    const start = await client.get("/signin/mail?callbackUrl=%2Fsettings").expect(200);
    expect(start.text).toContain(englishInPage("mailSignIn.lead"));
    const sent = await client
      .post(ASK)
      .type("form")
      .send({ email: account.email, callbackUrl: "/settings" })
      .expect(303);
    const page = String(sent.headers.location);
    expect(page).toBe("/signin/mail?callbackUrl=%2Fsettings");
    const { text } = await client.get(page).expect(200);
    expect(text).toContain('name="code"');
    expect(text).toContain(account.email);
    const mail = await waitForMail(app.dataDir, account.email);
    const code = /\b\d{6}\b/.exec(mail.text ?? "")?.[0] ?? "";
    const done = await submit(client, { code, callbackUrl: "/settings" }, page);
    expect(done.status).toBe(303);
    expect(done.headers.location).toMatch(/\/settings$/);
    expect(await signedIn(client)).toBe(true);
  });

  test("a wrong code comes back to the form, and says so", async () => {
    const { client } = await asked();
    const back = await submit(client, { code: "abcdef" });
    expect(back.headers.location).toBe("/signin/mail?callbackUrl=%2Fdashboard");
    const { text } = await client.get(String(back.headers.location)).expect(200);
    expect(text).toContain(englishInPage("fields.mailCodeWrong"));
    expect(text).toContain('name="code"');
    expect(await signedIn(client)).toBe(false);
  });

  test("after five wrong codes a new one must be requested", async () => {
    const { client, code } = await asked();
    for (let n = 0; n < 5; n++) await submit(client, { code: "abcdef" });
    const back = await submit(client, { code });
    const { text } = await client.get(String(back.headers.location)).expect(200);
    expect(text).toContain(englishInPage("problems.sign_in_expired"));
    expect(text).toContain('name="email"');
    expect(await signedIn(client)).toBe(false);
  });

  test("the sign-in page offers it", async () => {
    const { text } = await newClient().get("/signin").expect(200);
    expect(text).toContain('href="/signin/mail"');
  });
});

describe("the link", () => {
  test("signs in by a button, once, in the browser that asked for it", async () => {
    const { client, mail } = await asked();
    const page = new URL(String(linksIn(mail)[0]));
    expect(page.pathname).toBe("/link/sign-in");
    const { text } = await client.get(page.pathname + page.search).expect(200);
    expect(text).toContain(englishInPage("mailSignIn.linkSubmit"));
    expect(await signedIn(client)).toBe(false);
    const path = page.pathname + page.search;
    await submit(client, { token: tokenIn(mail) }, path);
    expect(await signedIn(client)).toBe(true);
    const { text: later } = await newClient().get(path).expect(200);
    expect(later).toContain(englishInPage("mailSignIn.dead"));
  });

  test.each([
    ["/settings", "/settings"],
    ["https://evil.example/settings", "/dashboard"],
    [`/settings?${"x".repeat(1_200)}`, "/"],
  ])("leads to the requested page, on this site only: %.60s", async (callbackUrl, leads) => {
    const client = newClient();
    await client.post(ASK).send({ email: account.email, callbackUrl }).expect(202);
    const mail = await waitForSubject(app.dataDir, account.email, english("signInMail.subject"));
    const { pathname, search } = new URL(String(linksIn(mail)[0]));
    const { text } = await client.get(pathname + search).expect(200);
    const kept = /name="callbackUrl" value="([^"]+)"/.exec(text)?.[1] ?? "";
    expect(kept).toBe(leads);
    const token = tokenIn(mail);
    const done = await submit(client, { token, callbackUrl: kept }, pathname + search);
    expect(new URL(String(done.headers.location), app.url).pathname).toBe(leads);
    expect(await signedIn(client)).toBe(true);
  });

  test("opened in another browser, shows the code and signs nobody in: login CSRF", async () => {
    const { client, mail, code } = await asked();
    const page = new URL(String(linksIn(mail)[0]));
    const path = page.pathname + page.search;
    const other = newClient();
    const { text } = await other.get(path).expect(200);
    expect(text).toContain(code);
    expect(text).not.toContain('action="/api/auth/callback/mail"');
    const refused = await submit(other, { token: tokenIn(mail) }, path);
    expect(sessionLine(refused)).toBeUndefined();
    expect(await signedIn(other)).toBe(false);
    // Scanners may open it as often as they like.
    for (let n = 0; n < 3; n++) await newClient().get(path).expect(200);
    await submit(client, { code });
    expect(await signedIn(client)).toBe(true);
  });
});

describe("JSON", () => {
  async function json(client: ApiClient, fields: Record<string, string>) {
    const csrfToken = await tokenOf(client);
    return client.post(SIGN_IN).send({ csrfToken, json: "true", ...fields });
  }

  test("signs in, and answers a wrong code with 401", async () => {
    const { client, code } = await asked();
    expect((await json(client, { code: "abcdef" })).status).toBe(401);
    expect((await json(client, {})).status).toBe(401);
    const done = await json(client, { code });
    expect(done.status).toBe(200);
    expect(sessionLine(done)).toBeDefined();
  });

  test("62 asks for the second factor, and gives no session cookie before it [V6.3.3 V6.3.4]", async () => {
    const { secret } = await giveSecondFactor(account);
    const { client, code } = await asked();
    const first = await json(client, { code });
    expect(first.body.url).toMatch(/\/signin\/second-factor/);
    expect(sessionLine(first)).toBeUndefined();
    expect(await signedIn(client)).toBe(false);
    const csrfToken = await tokenOf(client, "/signin/second-factor");
    await client
      .post("/api/auth/callback/second-factor")
      .type("form")
      .send({ csrfToken, code: codeOf(secret) });
    expect(await signedIn(client)).toBe(true);
  });

  test("refuses a GET, and a POST without its page's token", async () => {
    const { client, code } = await asked();
    expect((await client.get(`${SIGN_IN}?code=${code}`)).status).toBe(405);
    const without = await client.post(SIGN_IN).send({ code, json: "true" });
    expect(sessionLine(without)).toBeUndefined();
    expect(await signedIn(client)).toBe(false);
  });

  test("answers all addresses alike, at the cost of one row [V6.3.8]", async () => {
    const withPassword = await createAccount();
    const answers = [];
    for (const email of [account.email, withPassword.email, newEmail()]) {
      const before = await db.outboxMail.count();
      const { status, body, headers } = await ask(newClient(), email);
      answers.push({ status, body, cookies: headers["set-cookie"]?.length });
      expect(await db.outboxMail.count()).toBeGreaterThan(before);
    }
    expect(answers).toEqual(
      Array(3).fill({
        status: 202,
        body: { message: english("notices.signInMailSent") },
        cookies: 1,
      }),
    );
    const mail = await waitForMail(app.dataDir, withPassword.email);
    expect(mail.subject).toBe(english("signInWithPasswordMail.subject"));
    expect(mail.text).not.toMatch(/\b\d{6}\b/);
  });

  test("refuses an invalid address, and too many requests from one network", async () => {
    const client = newClient();
    expectInvalid(await client.post(ASK).send({ email: "nobody" }), ["email"]);
    for (let n = 0; n < 20; n++) await ask(client, newEmail());
    expectProblem(await ask(client, newEmail()), 429, "too_many_requests");
  });
});

test("a disabled account gets no mail", async () => {
  await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  const other = await createAccount();
  await ask(newClient()).expect(202);
  await ask(newClient(), other.email).expect(202);
  await waitForMail(app.dataDir, other.email);
  expect(await mailTo(app.dataDir, account.email)).toEqual([]);
});

describe("EMAIL_SIGN_IN=false, the default", () => {
  const server = withSibling({ EMAIL_SIGN_IN: "" });

  test("removes the page, the route, the provider and the link", async () => {
    const client = newClient(server.url);
    await client.get("/signin/mail").expect(404);
    await client.get("/link/sign-in?token=x").expect(404);
    // Not by the tests' client, which holds answers against the document of the feature.
    for (const path of [ASK, SIGN_IN]) {
      const { status } = await fetch(new URL(path, server.url), {
        method: "POST",
        headers: { Origin: server.url, "Content-Type": "application/json" },
        body: JSON.stringify({ email: account.email, code: "123456" }),
      });
      expect([path, status]).toEqual([path, 404]);
    }
    const { body } = await client.get("/api/auth/providers").expect(200);
    expect(Object.keys(body)).not.toContain("mail");
    const { text } = await client.get("/signin").expect(200);
    expect(text).not.toContain("/signin/mail");
  });
});
