import { giveRecoveryCodes } from "@/lib/features/second-factor/recovery-codes";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { deliverDue } from "@/lib/platform/mail/delivery";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor } from "@/tests/support/people/second-factor";
import { START_MS } from "@/tests/support/process/patience";
import { CLIENT } from "@/tests/support/providers/client.mjs";
import { flashOf, startOwnServer } from "@/tests/support/providers/own-server";
import { type Hostile, oidcVariables, startHostile } from "@/tests/support/providers/providers";
import { answerOf, formToken, goThrough, press, signIn } from "@/tests/support/providers/way";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import { expectProblem } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/* The app with several OpenID Connect providers, all of them one process that does what a test says. */

let hostile: Hostile;
let app: Awaited<ReturnType<typeof startOwnServer>>;
let people = 0;

/** Somebody at the provider, whom nobody here knows. */
const somebody = () => ({
  sub: `person-${process.pid}-${Date.now()}-${++people}`,
  email: newEmail(),
  email_verified: true,
  name: "Grace Hopper",
});

beforeAll(async () => {
  hostile = await startHostile();
  Object.assign(process.env, {
    ...oidcVariables(1, hostile.issuer("one")),
    ...oidcVariables(2, hostile.issuer("two")),
    ...oidcVariables(3, hostile.issuer("untrusted"), { OIDC_3_TRUST_EMAIL: "" }),
  });
  app = await startOwnServer();
}, START_MS);

afterAll(async () => {
  await app?.stop();
  await hostile?.stop();
});

const client = () => newClient(app.url);

const identityOf = (sub: string, name = "one") =>
  db.account.findUnique({
    where: {
      provider_providerAccountId: { provider: hostile.issuer(name), providerAccountId: sub },
    },
  });

test("the button's answer is a page that leads to the provider, with checks and the least scope [V10.1.2 V10.2.1 V10.2.3]", async () => {
  const { answer, to } = await press(client(), "oidc-1", { callbackUrl: "/settings" });
  expect(answer.status).toBe(200);
  expect(answer.text).toContain(`<a href="${to.replaceAll("&", "&amp;")}"`);
  const { origin, pathname, searchParams } = new URL(to);
  expect(origin + pathname).toBe(`${hostile.issuer("one")}/authorize`);
  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: CLIENT.id,
    scope: "openid email profile",
    response_type: "code",
    redirect_uri: `${process.env.NEXTAUTH_URL}/api/auth/callback/oidc-1`,
    state: expect.stringMatching(/^.{43,}$/),
    nonce: expect.stringMatching(/^.{43,}$/),
    code_challenge: expect.stringMatching(/^.{43}$/),
    code_challenge_method: "S256",
  });
});

test("JSON is answered with the provider's address", async () => {
  const browser = client();
  const { csrfToken } = (await browser.get("/api/auth/csrf")).body;
  const { body } = await browser
    .post("/api/auth/signin/oidc-1")
    .send({ csrfToken, json: "true" })
    .expect(200);
  expect(body).toEqual({ url: expect.stringContaining(`${hostile.issuer("one")}/authorize?`) });
});

test("a button of the sign-in form names its provider, and the ticked box applies to it", async () => {
  const person = somebody();
  await hostile.behave("two", { claims: person });
  const fields = { provider: "oidc-2", remember: "on", email: "", password: "filled in" };
  const send = async (path: string, more: object) => {
    const browser = client();
    const csrfToken = await formToken(browser);
    const answer = await browser
      .post(path)
      .type("form")
      .send({ csrfToken, ...more });
    const to = String(answer.headers.refresh ?? "").replace(/^0;url=/, "");
    return { browser, to, location: answer.headers.location };
  };
  for (const path of ["/api/auth/callback/credentials", "/api/auth/signin/oidc-1"]) {
    const { browser, to } = await send(path, fields);
    expect(to.startsWith(`${hostile.issuer("two")}/authorize?`)).toBe(true);
    const back = await browser.get(await answerOf(to)).redirects(0);
    expect(sessionLine(back)).toMatch(/; (Max-Age|Expires)=/i);
  }
  // One that is not there is no way around the password, nor is a form that sends another's code.
  const unknown = await send("/api/auth/callback/credentials", { ...fields, provider: "oidc-9" });
  expect([unknown.to, unknown.location]).toEqual(["", expect.stringMatching(/^\/signin/)]);
  const second = await send("/api/auth/callback/second-factor", fields);
  expect(second.to).toBe("");
});

test("nothing of the query reaches the provider", async () => {
  const browser = client();
  const { csrfToken } = (await browser.get("/api/auth/csrf")).body;
  const { body } = await browser
    .post("/api/auth/signin/oidc-1?redirect_uri=https://evil.example&prompt=none&client_id=x")
    .send({ csrfToken, json: "true" });
  const { searchParams } = new URL(body.url);
  expect(searchParams.get("redirect_uri")).toBe(
    `${process.env.NEXTAUTH_URL}/api/auth/callback/oidc-1`,
  );
  expect(searchParams.get("client_id")).toBe(CLIENT.id);
  expect(searchParams.has("prompt")).toBe(false);
});

test("a GET starts nothing, and neither does a form without its token [V7.6.2 V3.5.1]", async () => {
  const browser = client();
  const got = await browser.get("/api/auth/signin/oidc-1").redirects(0);
  expect([got.status, got.headers.location]).toEqual([303, "/signin?callbackUrl=%2Fdashboard"]);
  const posted = await browser.post("/api/auth/signin/oidc-1").type("form").send({});
  expect(posted.status).toBe(403);
  expect(posted.headers.refresh).toBeUndefined();
  expectProblem(
    await browser.post("/api/auth/signin/oidc-1").send({ csrfToken: "0".repeat(64) }),
    403,
    "cross_site",
  );
});

test("a provider that is not configured is not found", async () => {
  const browser = client();
  const { csrfToken } = (await browser.get("/api/auth/csrf")).body;
  const { status } = await browser.post("/api/auth/signin/oidc-9").send({ csrfToken });
  expect(status).toBeLessThan(500);
  expect(
    sessionLine(await browser.get("/api/auth/callback/google?code=x&state=y")),
  ).toBeUndefined();
});

test("a new person gets a confirmed account without a password, and no token is stored [V10.1.1]", async () => {
  const person = somebody();
  await hostile.behave("one", { claims: person });
  const browser = client();
  const back = await goThrough(browser, "oidc-1", { callbackUrl: "/settings" });
  expect([back.status, back.headers.location]).toEqual([303, "/settings"]);
  const { user } = (await browser.get("/api/me").expect(200)).body;
  expect(user).toMatchObject({ email: person.email, name: "Grace Hopper", role: "user" });
  expect(user.emailVerified).not.toBeNull();
  const row = await db.user.findUniqueOrThrow({
    where: { id: user.id },
    include: { password: true, accounts: true, sessions: true },
  });
  expect(row.password).toBeNull();
  expect(row.accounts).toMatchObject([
    {
      provider: hostile.issuer("one"),
      providerAccountId: person.sub,
      email: person.email,
      access_token: null,
      refresh_token: null,
      id_token: null,
    },
  ]);
  expect(row.sessions).toMatchObject([{ methods: "provider" }]);
  const events = await db.securityEvent.findMany({
    where: { subjectId: user.id },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ type, detail }) => [type, detail].filter(Boolean).join(":"))).toEqual([
    "user_created",
    "user_updated:provider_connected",
    "authn_login_success",
  ]);
  expect(events.every(({ actorId }) => actorId === user.id)).toBe(true);
});

test.each([
  ["stays signed in who ticked it", { remember: "on" }, true],
  ["ends with the browser for anybody else", {}, false],
])(
  "a session that a provider opens lives by our limits: %s [V7.6.1]",
  async (_, fields, remember) => {
    const person = somebody();
    await hostile.behave("one", { claims: person });
    const browser = client();
    const back = await goThrough(browser, "oidc-1", fields as Record<string, string>);
    expect(/; (Max-Age|Expires)=/i.test(sessionLine(back) ?? "")).toBe(remember);
    const row = await db.session.findFirstOrThrow({ where: { user: { email: person.email } } });
    expect(row.remember).toBe(remember);
    // And through the second factor.
    const user = await db.user.findUniqueOrThrow({ where: { email: person.email } });
    await giveSecondFactor({ ...user, password: "" });
    const other = client();
    await goThrough(other, "oidc-1", fields as Record<string, string>);
    const pending = await db.pendingSignIn.findFirstOrThrow({ where: { userId: user.id } });
    expect(pending.remember).toBe(remember);
  },
);

test("the same person returns to the same account, whatever their address is by then", async () => {
  const person = somebody();
  await hostile.behave("one", { claims: person });
  await goThrough(client(), "oidc-1");
  await hostile.behave("one", { claims: { ...person, email: newEmail(), email_verified: false } });
  const browser = client();
  await goThrough(browser, "oidc-1");
  const { user } = (await browser.get("/api/me").expect(200)).body;
  expect(user.email).toBe(person.email);
});

test("the address may come from the userinfo endpoint", async () => {
  const { sub, ...rest } = somebody();
  await hostile.behave("one", { claims: { sub }, userinfo: { sub, ...rest } });
  const browser = client();
  await goThrough(browser, "oidc-1");
  expect((await browser.get("/api/me").expect(200)).body.user.email).toBe(rest.email);
});

test("userinfo of somebody else is refused", async () => {
  const { sub, ...rest } = somebody();
  await hostile.behave("one", { claims: { sub }, userinfo: { sub: "another", ...rest } });
  const browser = client();
  expect((await goThrough(browser, "oidc-1")).headers.location).toMatch(/^\/signin/);
  expect(await db.user.count({ where: { email: rest.email } })).toBe(0);
});

test("the same subject at two providers is two people [V6.8.1 V10.5.2]", async () => {
  const [one, two] = [somebody(), somebody()];
  await hostile.behave("one", { claims: one });
  await hostile.behave("two", { claims: { ...two, sub: one.sub } });
  const [first, second] = [client(), client()];
  await goThrough(first, "oidc-1");
  await goThrough(second, "oidc-2");
  expect((await first.get("/api/me")).body.user.email).toBe(one.email);
  expect((await second.get("/api/me")).body.user.email).toBe(two.email);
});

test("60 a stranger with an account's address is asked to sign in to it, and connected to nothing", async () => {
  const account = await createAccount();
  const person = { ...somebody(), email: account.email };
  await hostile.behave("one", { claims: person });
  const browser = client();
  const back = await goThrough(browser, "oidc-1");
  expect(back.headers.location).toBe("/signin?callbackUrl=%2Fsettings%2Fconnections");
  expect(sessionLine(back)).toBeUndefined();
  expect(await flashOf(back)).toMatchObject({
    message: english("providers.address_in_use", { provider: "Example 1" }),
  });
  expect(await identityOf(person.sub)).toBeNull();
});

describe("60 an address that the provider has not confirmed creates no account:", () => {
  test.each([
    ["it says so", "oidc-1", { email_verified: false }],
    ["it says nothing", "oidc-1", { email_verified: undefined }],
    ["its word does not count", "oidc-3", {}],
    ["there is none", "oidc-1", { email: undefined }],
  ])("%s", async (_, id, differs) => {
    const person = { ...somebody(), ...differs };
    await hostile.behave(id === "oidc-1" ? "one" : "untrusted", { claims: person });
    const browser = client();
    const back = await goThrough(browser, id);
    expect(back.headers.location).toBe("/signup/address");
    expect(sessionLine(back)).toBeUndefined();
    expect(await identityOf(person.sub)).toBeNull();
    if (person.email) expect(await db.user.count({ where: { email: person.email } })).toBe(0);
  });
});

test("an unconfirmed account of the address becomes the owner's, without what a stranger left", async () => {
  const stranger = await createAccount({ verified: false, name: "Stranger" });
  const person = { ...somebody(), email: stranger.email };
  await hostile.behave("one", { claims: person });
  const browser = client();
  await goThrough(browser, "oidc-1");
  const { user } = (await browser.get("/api/me").expect(200)).body;
  expect(user).toMatchObject({ id: stranger.id, name: "Grace Hopper" });
  expect(user.emailVerified).not.toBeNull();
  expect(await db.password.count({ where: { userId: stranger.id } })).toBe(0);
});

test("a sign-up with the address of a provider's account changes nothing", async () => {
  const person = somebody();
  await hostile.behave("one", { claims: person });
  const browser = client();
  await goThrough(browser, "oidc-1");
  await client()
    .post("/api/account")
    .send({ name: "Stranger", email: person.email, password: "seven quiet lanterns" })
    .expect(202);
  await deliverDue(mailRequestHandlers);
  const { user } = (await browser.get("/api/me").expect(200)).body;
  expect(user.name).toBe("Grace Hopper");
  expect(await db.password.count({ where: { userId: user.id } })).toBe(0);
});

test("a disabled account is refused, and told so", async () => {
  const person = somebody();
  await hostile.behave("one", { claims: person });
  const browser = client();
  await goThrough(browser, "oidc-1");
  await db.user.update({ where: { email: person.email }, data: { disabledAt: new Date() } });
  const back = await goThrough(client(), "oidc-1");
  expect(sessionLine(back)).toBeUndefined();
  expect(await flashOf(back)).toMatchObject({ message: english("providers.disabled") });
});

test("19 the second factor is asked for after a provider, too [V6.8.4]", async () => {
  const person = somebody();
  await hostile.behave("one", { claims: person });
  const first = client();
  await goThrough(first, "oidc-1");
  const { user } = (await first.get("/api/me")).body;
  const { secret } = await giveSecondFactor(user);
  const browser = client();
  const back = await goThrough(browser, "oidc-1", { callbackUrl: "/settings" });
  expect(sessionLine(back)).toBeUndefined();
  expect(back.headers.location).toBe("/signin/second-factor?callbackUrl=%2Fsettings");
  await browser.get("/api/me").expect(401);
  const { csrfToken } = (await browser.get("/api/auth/csrf")).body;
  await browser
    .post("/api/auth/callback/second-factor")
    .type("form")
    .send({ csrfToken, code: codeOf(secret), callbackUrl: "/settings" })
    .expect(303);
  await browser.get("/api/me").expect(200);
  const [session] = await db.session.findMany({
    where: { userId: user.id },
    orderBy: { id: "desc" },
  });
  expect(session).toMatchObject({
    methods: "provider totp",
    providerSid: `${hostile.issuer("one")} `,
  });
});

describe("of several pending sign-ins through a provider, at most one is completed by", () => {
  const CROWD = 5;
  let user: Account;
  let waiting: ApiClient[];

  beforeEach(async () => {
    const person = somebody();
    await hostile.behave("one", { claims: person });
    const first = client();
    await goThrough(first, "oidc-1");
    ({ user } = (await first.get("/api/me")).body);
    await db.session.deleteMany({ where: { userId: user.id } });
    waiting = Array.from({ length: CROWD }, client);
  });

  async function allAtOnce(newCode: () => string): Promise<number> {
    for (const browser of waiting) await goThrough(browser, "oidc-1");
    const forms = await Promise.all(
      waiting.map(async (browser) => ({ browser, csrfToken: await formToken(browser) })),
    );
    const code = newCode();
    await Promise.all(
      forms.map(({ browser, csrfToken }) =>
        browser.post("/api/auth/callback/second-factor").type("form").send({ csrfToken, code }),
      ),
    );
    return db.session.count({ where: { userId: user.id } });
  }

  test("53 one code of the app [V6.5.1]", async () => {
    const { secret } = await giveSecondFactor(user);
    expect(await allAtOnce(() => codeOf(secret))).toBe(1);
  });

  test("54 one recovery code [V6.5.1]", async () => {
    await giveSecondFactor(user);
    const [code = ""] = await transaction((tx) => giveRecoveryCodes(user.id, tx));
    expect(await allAtOnce(() => code)).toBe(1);
  });
});

test("cancelling there is reported; the text of another error is not repeated", async () => {
  await hostile.behave("one", { answer: { code: null, error: "access_denied" } });
  const browser = client();
  expect(await flashOf(await goThrough(browser, "oidc-1"))).toMatchObject({
    message: english("providers.cancelled", { provider: "Example 1" }),
  });
  await hostile.behave("one", { answer: { code: null, error: "<b>evil</b>" } });
  expect(await flashOf(await goThrough(browser, "oidc-1"))).toMatchObject({
    message: english("providers.provider_failed", { provider: "Example 1" }),
  });
});

test("of two tabs the first has to begin again", async () => {
  const person = somebody();
  await hostile.behave("one", { claims: person });
  const browser = client();
  const first = await press(browser, "oidc-1");
  const second = await press(browser, "oidc-1");
  const refused = await browser.get(await answerOf(first.to)).redirects(0);
  expect(sessionLine(refused)).toBeUndefined();
  expect(await flashOf(refused)).toMatchObject({ message: english("providers.startAgain") });
  expect(second.to).not.toBe(first.to);
});

test("60 neither a cookie kept after sign-out nor a live session connects anything to its account", async () => {
  const victim = await createAccount();
  const person = somebody();
  await hostile.behave("one", { claims: person });
  const browser = client();
  await signIn(browser, victim);
  await goThrough(browser, "oidc-1");
  const { user } = (await browser.get("/api/me").expect(200)).body;
  expect(user.email).toBe(person.email);
  expect(await db.account.count({ where: { userId: victim.id } })).toBe(0);
});

test("ten answers at once for a new person create one account and one identity", async () => {
  const person = somebody();
  await hostile.behave("one", { claims: person });
  const ways = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const browser = client();
      return { browser, path: await answerOf((await press(browser, "oidc-1")).to) };
    }),
  );
  const answers = await Promise.all(
    ways.map(({ browser, path }) => browser.get(path).redirects(0)),
  );
  expect(answers.map(({ headers }) => headers.location)).toEqual(Array(10).fill("/dashboard"));
  expect(await db.user.count({ where: { email: person.email } })).toBe(1);
  expect(await db.account.count({ where: { providerAccountId: person.sub } })).toBe(1);
  const { id } = await db.user.findUniqueOrThrow({ where: { email: person.email } });
  expect(await db.securityEvent.count({ where: { subjectId: id, type: "user_created" } })).toBe(1);
});
