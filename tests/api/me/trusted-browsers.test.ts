import { db } from "@/lib/platform/db/client";
import { withSibling } from "@/tests/support/app/second-server";
import { type Account, createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { codeOf, giveSecondFactor, type SecondFactor } from "@/tests/support/people/second-factor";
import { trustedBrowserOf } from "@/tests/support/people/trusted-browser";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

const ROUTE = "/api/me/trusted-browsers";
const SECOND = "/signin/second-factor";
const NOBODY = "01990000-0000-7000-8000-000000000000";

let account: Account;
let factor: SecondFactor;

beforeEach(async () => {
  account = await createAccount();
  factor = await giveSecondFactor(account);
});

afterAll(expectQuietLog);

const first = (client: ApiClient, { email, password } = account) =>
  submitSignIn(client, { email, password });

async function second(client: ApiClient, fields: Record<string, string>) {
  const { text } = await client.get(SECOND).expect(200);
  const [, csrfToken = ""] = /name="csrfToken" value="([^"]+)"/.exec(text) ?? [];
  const answer = await client
    .post("/api/auth/callback/second-factor")
    .type("form")
    .send({ csrfToken, ...fields });
  expect(answer.headers.location).toMatch(/\/dashboard$/);
}

async function trusting(): Promise<ApiClient> {
  const client = newClient();
  await first(client);
  await second(client, { code: codeOf(factor.secret), trust: "on" });
  return client;
}

/** Where the password alone leads in a browser that signed out. */
async function again(client: ApiClient): Promise<string> {
  const { text } = await client.get("/dashboard").expect(200);
  const [, csrfToken = ""] = /name="csrfToken" value="([^"]+)"/.exec(text) ?? [];
  await client.post("/api/auth/signout").type("form").send({ csrfToken }).expect(303);
  return String((await first(client)).headers.location);
}

test("a checkbox on the code's page trusts the browser, and a button ends that", async () => {
  const client = await trusting();
  expect(await again(client)).toMatch(/\/dashboard$/);
  // What is sensitive asks for both proofs: the session is as recent as the last code.
  const { browsers } = (await client.get(ROUTE).expect(200)).body;
  expect(browsers).toHaveLength(1);
  const { text } = await client.get("/settings/security").expect(200);
  expect(text).toContain(englishInPage("trustedBrowsers.title"));
  await client.delete(`${ROUTE}/${browsers[0].id}`).expect(204);
  expectProblem(await client.delete(`${ROUTE}/${browsers[0].id}`), 404, "not_found");
  expect(await again(client)).toContain(SECOND);
});

test("nobody can see or end those of another account", async () => {
  const id = await trustedBrowserOf(account.id);
  const client = newClient();
  const other = await createAccount();
  await first(client, other);
  expect((await client.get(ROUTE).expect(200)).body.browsers).toEqual([]);
  expectProblem(await client.delete(`${ROUTE}/${id}`), 404, "not_found");
  expectProblem(await client.delete(`${ROUTE}/${NOBODY}`), 404, "not_found");
  expect((await client.delete(ROUTE).expect(200)).body).toEqual({ ended: 0 });
  expect(await db.trustedBrowser.count({ where: { id } })).toBe(1);
});

test("all of them can be ended at once, by a form without JavaScript", async () => {
  const client = await trusting();
  await trustedBrowserOf(account.id);
  const { headers } = await client.post(ROUTE).type("form").send({ _method: "DELETE" }).expect(303);
  const { text } = await client.get(String(headers.location)).expect(200);
  expect(text).toContain(english("notices.browserDistrusted"));
  expect(await db.trustedBrowser.count({ where: { userId: account.id } })).toBe(0);
});

test("the checkbox is offered to users, but not to administrators or with a recovery code", async () => {
  const admin = await createAccount({ role: "admin" });
  await giveSecondFactor(admin);
  const box = async (of: Account, page = SECOND) => {
    const client = newClient();
    await first(client, of);
    return (await client.get(page).expect(200)).text.includes('name="trust"');
  };
  expect(await box(account)).toBe(true);
  expect(await box(account, `${SECOND}?recovery=on`)).toBe(false);
  expect(await box(admin)).toBe(false);
});

describe("TRUSTED_BROWSER_DAYS=0, the default", () => {
  const server = withSibling({ TRUSTED_BROWSER_DAYS: "" });

  test("has no checkbox, and ignores one that is sent", async () => {
    const client = newClient(server.url);
    await first(client);
    expect((await client.get(SECOND).expect(200)).text).not.toContain('name="trust"');
    await second(client, { code: codeOf(factor.secret), trust: "on" });
    expect(await again(client)).toContain(SECOND);
  });
});

describe("a reset of the password", () => {
  test("asks for a code, and says so only to the link's holder [V6.4.3]", async () => {
    const token = await newLink("reset-password", account);
    const client = newClient();
    const { text } = await client.get(`/reset-password?token=${token}`).expect(200);
    expect(text).toContain('name="code"');
    const body = { token, password: "eight quiet lanterns" };
    const reset = (code?: string) =>
      client.post("/api/account/reset-password").send({ ...body, ...(code && { code }) });
    expectInvalid(await reset(), ["code"]);
    expectInvalid(await reset("000000"), ["code"]);
    await reset(factor.recoveryCodes[0]).expect(200);
    const location = String((await first(newClient(), { ...account, ...body })).headers.location);
    expect(location).toContain(SECOND);
  });

  test("asks an account without a second factor for no code", async () => {
    const other = await createAccount();
    const token = await newLink("reset-password", other);
    const { text } = await newClient().get(`/reset-password?token=${token}`).expect(200);
    expect(text).not.toContain('name="code"');
  });
});
