import { db } from "@/lib/platform/db/client";
import { deliverQuietly } from "@/tests/support/mail/deliver-quietly";
import { mailTo } from "@/tests/support/mail/mail";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { codeOf, giveSecondFactor } from "@/tests/support/people/second-factor";
import { START_MS } from "@/tests/support/process/patience";
import { newConnection } from "@/tests/support/providers/identity";
import { flashOf, startOwnServer } from "@/tests/support/providers/own-server";
import { type Hostile, oidcVariables, startHostile } from "@/tests/support/providers/providers";
import { answerOf, formToken, goThrough, press, signIn } from "@/tests/support/providers/way";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { expectProblem } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/* Connecting a provider to an account, taking it away again, and proving by it who one is. */

const PAGE = "/settings/connections";
const CONNECT = { purpose: "connect" };

let hostile: Hostile;
let app: Awaited<ReturnType<typeof startOwnServer>>;
let account: Account;
let browser: ApiClient;
let person: { sub: string; email: string; email_verified: boolean };

beforeAll(async () => {
  hostile = await startHostile();
  Object.assign(process.env, {
    ...oidcVariables(1, hostile.issuer("one")),
    ...oidcVariables(2, hostile.issuer("two")),
  });
  app = await startOwnServer();
}, START_MS);

afterAll(async () => {
  await app?.stop();
  await hostile?.stop();
});

const client = () => newClient(app.url);

beforeEach(async () => {
  const email = newEmail();
  person = { sub: email, email, email_verified: true };
  await hostile.behave("one", { claims: person });
  account = await createAccount();
  browser = client();
  await signIn(browser, account);
});

const identities = (userId = account.id) => db.account.findMany({ where: { userId } });

const eventsOf = async () =>
  (await db.securityEvent.findMany({ where: { subjectId: account.id }, orderBy: { id: "asc" } }))
    .map(({ type, detail }) => `${type}:${detail}`)
    .filter((name) => name.startsWith("user_updated:provider"));

/** As if the last proof had been an hour ago. */
const age = (userId = account.id) =>
  db.session.updateMany({
    where: { userId },
    data: { authenticatedAt: new Date(Date.now() - 3_600_000) },
  });

const connections = async () =>
  (await browser.get("/api/me/connections").expect(200)).body.connections;

describe("connecting", () => {
  test("an identity stays after a password reset, and is named there", async () => {
    await goThrough(browser, "oidc-1", CONNECT);
    const token = await newLink("reset-password", account);
    const fields = { token, password: "eight quiet lanterns" };
    const reset = await client().post("/api/account/reset-password").send(fields).expect(200);
    expect(reset.body).toMatchObject({ providers: "Example 1" });
    const again = { ...fields, token: await newLink("reset-password", account) };
    const led = await client().post("/api/account/reset-password").type("form").send(again);
    expect(await flashOf(led)).toMatchObject({ values: { providers: "Example 1" } });
  });

  test("an identity signs in to the account from then on, and its owner is notified", async () => {
    const before = await db.session.findFirstOrThrow({ where: { userId: account.id } });
    const back = await goThrough(browser, "oidc-1", CONNECT);
    expect([back.status, back.headers.location]).toEqual([303, PAGE]);
    expect(await flashOf(back)).toMatchObject({ notice: "providerConnected" });
    expect(await connections()).toEqual([
      {
        id: expect.any(String),
        provider: "Example 1",
        email: person.email,
        createdAt: expect.any(String),
      },
    ]);
    // The session goes on as it was: no proof was given.
    const after = await db.session.findFirstOrThrow({ where: { userId: account.id } });
    expect(after).toMatchObject({
      id: before.id,
      authenticatedAt: before.authenticatedAt,
      methods: "password",
    });
    expect(await eventsOf()).toEqual(["user_updated:provider_connected"]);
    const other = client();
    await goThrough(other, "oidc-1");
    expect((await other.get("/api/me").expect(200)).body.user.id).toBe(account.id);
  });

  test("other sessions end [V7.4.3]", async () => {
    const other = client();
    await signIn(other, account);
    await goThrough(browser, "oidc-1", CONNECT);
    await other.get("/api/me").expect(401);
    await browser.get("/api/me").expect(200);
  });

  test("requires recent authentication [V7.5.1]", async () => {
    await age();
    const { answer, to } = await press(browser, "oidc-1", CONNECT);
    expect(to).toBe("");
    expect(answer.headers.location ?? answer.body.code).toMatch(/reauthentica/);
    expect(await identities()).toEqual([]);
  });

  test("requires a session", async () => {
    const { to } = await press(client(), "oidc-1", CONNECT);
    expect(to).toBe("");
  });

  test("what began in one session does not count in another, or after sign-out", async () => {
    const path = await answerOf((await press(browser, "oidc-1", CONNECT)).to);
    const csrfToken = await formToken(browser);
    await browser.post("/api/auth/signout").type("form").send({ csrfToken }).expect(303);
    await browser.get(path).redirects(0).expect(303);
    expect(await identities()).toEqual([]);
  });

  test("59 what began in one session does not count in another of the same account", async () => {
    const path = await answerOf((await press(browser, "oidc-1", CONNECT)).to);
    await signIn(browser, account);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(1);
    await browser.get(path).redirects(0).expect(303);
    expect(await identities()).toEqual([]);
  });

  test("after somebody else has signed in in another tab connects to neither (#3300)", async () => {
    const eve = await createAccount();
    const path = await answerOf((await press(browser, "oidc-1", CONNECT)).to);
    await signIn(browser, eve);
    await browser.get(path).redirects(0).expect(303);
    expect(await identities()).toEqual([]);
    expect(await identities(eve.id)).toEqual([]);
  });

  test("60 an identity of another account stays there", async () => {
    const other = await createAccount();
    const theirs = client();
    await signIn(theirs, other);
    await goThrough(theirs, "oidc-1", CONNECT);
    const back = await goThrough(browser, "oidc-1", CONNECT);
    expect(await flashOf(back)).toMatchObject({
      message: english("providers.identity_taken", { provider: "Example 1" }),
    });
    expect(await identities()).toEqual([]);
    expect(await identities(other.id)).toHaveLength(1);
  });

  test("by two accounts at once gives it to one of them", async () => {
    const others = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const owner = await createAccount();
        const theirs = client();
        await signIn(theirs, owner);
        return { theirs, path: await answerOf((await press(theirs, "oidc-1", CONNECT)).to) };
      }),
    );
    await Promise.all(others.map(({ theirs, path }) => theirs.get(path).redirects(0)));
    expect(await db.account.count({ where: { providerAccountId: person.sub } })).toBe(1);
  });
});

describe("disconnecting", () => {
  let id: string;

  beforeEach(async () => {
    await goThrough(browser, "oidc-1", CONNECT);
    [{ id }] = await connections();
  });

  test("removes the identity, ends other sessions and notifies the owner", async () => {
    const other = client();
    await goThrough(other, "oidc-1");
    await other.get("/api/me").expect(200);
    await browser.delete(`/api/me/connections/${id}`).expect(204);
    expect(await connections()).toEqual([]);
    await other.get("/api/me").expect(401);
    expect(await eventsOf()).toEqual([
      "user_updated:provider_connected",
      "user_updated:provider_disconnected",
    ]);
    expectProblem(await browser.delete(`/api/me/connections/${id}`), 404, "not_found");
  });

  test("requires recent authentication [V7.5.1]", async () => {
    await age();
    expectProblem(
      await browser.delete(`/api/me/connections/${id}`),
      403,
      "reauthentication_required",
    );
  });

  test("somebody else's is not found", async () => {
    const other = await createAccount();
    const theirs = client();
    await signIn(theirs, other);
    expectProblem(await theirs.delete(`/api/me/connections/${id}`), 404, "not_found");
    expect(await identities()).toHaveLength(1);
  });

  test("the last way in stays", async () => {
    await db.password.delete({ where: { userId: account.id } });
    expectProblem(await browser.delete(`/api/me/connections/${id}`), 409, "last_way_in");
    expect(await identities()).toHaveLength(1);
  });

  test("an identity at a provider that is no longer configured is no way in", async () => {
    await db.password.delete({ where: { userId: account.id } });
    await newConnection(account.id);
    expectProblem(await browser.delete(`/api/me/connections/${id}`), 409, "last_way_in");
    expect(await identities()).toHaveLength(2);
  });

  test("an identity at a provider that is no longer configured can always be removed", async () => {
    const gone = await newConnection(account.id);
    await browser.delete(`/api/me/connections/${id}`).expect(204);
    await browser.delete(`/api/me/connections/${gone}`).expect(204);
    expect(await identities()).toEqual([]);
  });

  test("of the last two, removed at once, one stays", async () => {
    await db.password.delete({ where: { userId: account.id } });
    await hostile.behave("two", { claims: person });
    await goThrough(browser, "oidc-2", CONNECT);
    const ids = (await connections()).map((one: { id: string }) => one.id);
    expect(ids).toHaveLength(2);
    const answers = await Promise.all(
      ids.map((one: string) => browser.delete(`/api/me/connections/${one}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await identities()).toHaveLength(1);
  });
});

describe("authenticating again through a provider", () => {
  const AGAIN = { purpose: "reauthenticate", callbackUrl: "/settings/account" };
  const now = () => Math.floor(Date.now() / 1000);

  beforeEach(async () => {
    await goThrough(browser, "oidc-1", CONNECT);
    await age();
  });

  const isRecent = async () => {
    const { session } = (await browser.get("/api/me").expect(200)).body;
    return Date.now() - Date.parse(session.authenticatedAt) < 60_000;
  };

  test("makes the provider ask again, and checks that it did [V7.5.3 V7.6.1]", async () => {
    await hostile.behave("one", { claims: { ...person, auth_time: now() } });
    const { to } = await press(browser, "oidc-1", AGAIN);
    const { searchParams } = new URL(to);
    expect([searchParams.get("prompt"), searchParams.get("max_age")]).toEqual(["login", "0"]);
    const back = await browser.get(await answerOf(to)).redirects(0);
    expect(back.headers.location).toBe("/settings/account");
    expect(await isRecent()).toBe(true);
  });

  test.each([
    ["an hour ago", { auth_time: Math.floor(Date.now() / 1000) - 3600 }],
    ["never, as far as it says", {}],
  ])("an authentication %s does not count", async (_, claims) => {
    await hostile.behave("one", { claims: { ...person, ...claims } });
    const back = await goThrough(browser, "oidc-1", AGAIN);
    expect(back.headers.location).toMatch(/^\/reauthenticate/);
    expect(await flashOf(back)).toMatchObject({
      message: english("providers.not_shown_again", { provider: "Example 1" }),
    });
    expect(await isRecent()).toBe(false);
  });

  test("another identity, known or not, proves nothing", async () => {
    await hostile.behave("one", { claims: { ...person, sub: "another", auth_time: now() } });
    await goThrough(browser, "oidc-1", AGAIN);
    expect(await isRecent()).toBe(false);
    expect(await identities()).toHaveLength(1);
  });

  test("an account with a second factor has to give that, too", async () => {
    const { secret } = await giveSecondFactor(account);
    await db.session.deleteMany({ where: { userId: account.id } });
    await hostile.behave("one", { claims: { ...person, auth_time: now() } });
    browser = client();
    await goThrough(browser, "oidc-1");
    const csrfToken = await formToken(browser);
    await browser
      .post("/api/auth/callback/second-factor")
      .type("form")
      .send({ csrfToken, code: codeOf(secret) })
      .expect(303);
    await db.totp.update({ where: { userId: account.id }, data: { lastStep: 0 } });
    await age();
    expect((await press(browser, "oidc-1", AGAIN)).to).toBe("");
    expect((await press(browser, "oidc-1", { ...AGAIN, code: "000000" })).to).toBe("");
    await goThrough(browser, "oidc-1", { ...AGAIN, code: codeOf(secret) });
    expect(await isRecent()).toBe(true);
    const session = await db.session.findFirstOrThrow({ where: { userId: account.id } });
    expect(session.methods).toBe("provider totp");
  });
});

test("the owner's mail says what was connected, and how to undo it [V6.3.7]", async () => {
  await goThrough(browser, "oidc-1", CONNECT);
  const [{ id }] = await connections();
  await browser.delete(`/api/me/connections/${id}`).expect(204);
  await deliverQuietly();
  const mails = await mailTo(String(process.env.DATA_DIR), account.email);
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    "Example 1 is connected to your account",
    "Example 1 was disconnected from your account",
  ]);
  const connected = mails.find(({ subject }) => subject?.includes("is connected"));
  expect(connected?.text).toContain(person.email);
  expect(connected?.text).toContain("/settings/connections");
});

test("the download has the connections", async () => {
  await goThrough(browser, "oidc-1", CONNECT);
  const { text } = await browser.get("/api/me/export").expect(200);
  expect(JSON.parse(text).linkedAccounts).toMatchObject([
    { provider: hostile.issuer("one"), providerAccountId: person.sub, email: person.email },
  ]);
});
