import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { app } from "@/tests/support/app/app";
import { eventNames } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { waitForSubject } from "@/tests/support/mail/mail";
import { type Authenticator, newAuthenticator } from "@/tests/support/passkeys/authenticator";
import { givePasskey, storedPasskey } from "@/tests/support/passkeys/passkeys";
import {
  type Account,
  createAccount,
  csrfToken,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { cookieNames, sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

const PASSKEYS = "/api/me/passkeys";
const OPTIONS = "/api/me/passkeys/options";
const ASK = "/api/account/passkey-options";
const CONFIRM = "/api/me/reauthenticate/passkey";
const CONFIRM_OPTIONS = "/api/me/reauthenticate/passkey-options";
const NOBODYS = "01999999-9999-7999-8999-999999999999";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const stale = () => moveSessions(account.id, { authenticatedAt: new Date(0) });

async function add(client: ApiClient, authenticator: Authenticator, name = "Laptop") {
  const options = (await client.post(OPTIONS).send({}).expect(200)).body;
  return client.post(PASSKEYS).send({ name, credential: authenticator.create(options) });
}

/** Asks at the sign-in page and answers by the passkey. */
async function signInBy(client: ApiClient, authenticator: Authenticator, more: object = {}) {
  const token = await csrfToken(client);
  const options = (await client.post(ASK).send({}).expect(200)).body;
  return client
    .post("/api/auth/callback/passkey")
    .type("form")
    .send({ csrfToken: token, credential: JSON.stringify(authenticator.get(options)), ...more });
}

describe("adding a passkey", () => {
  let client: ApiClient;
  let authenticator: Authenticator;

  beforeEach(async () => {
    client = await signedInClient(account);
    authenticator = newAuthenticator(app.url);
  });

  test("gives recovery codes with the first; the owner is told, and other sessions end", async () => {
    const other = await signedInClient(account);
    const answer = await add(client, authenticator);
    expect(answer.status).toBe(201);
    expect(answer.body.passkey).toMatchObject({ name: "Laptop", lastUsedAt: null });
    expect(new Set(answer.body.recoveryCodes).size).toBe(10);
    expect(sessionLine(answer)).toBeDefined();
    await other.get("/api/me").expect(401);
    expect((await client.get("/api/me").expect(200)).body.user.secondFactorSince).not.toBeNull();
    const second = await add(client, newAuthenticator(app.url), "Phone");
    expect(second.body).not.toHaveProperty("recoveryCodes");
    const { passkeys, accepted } = (await client.get(PASSKEYS).expect(200)).body;
    expect(passkeys.map(({ name }: { name: string }) => name)).toEqual(["Laptop", "Phone"]);
    expect(accepted).toMatchObject({ rpId: "localhost" });
    expect(accepted.allAcceptedCredentialIds).toHaveLength(2);
    await waitForSubject(app.dataDir, account.email, english("passkeyAddedMail.subject"));
    expect(await eventNames(account.id)).toContain("authn_token_created:passkey");
    const exported = (await client.get("/api/me/export").expect(200)).body;
    expect(exported.passkeys).toMatchObject([{ name: "Laptop" }, { name: "Phone" }]);
  });

  test("by the form leads back to the page, which shows the codes once", async () => {
    const options = (await client.post(OPTIONS).send({}).expect(200)).body;
    const credential = JSON.stringify(authenticator.create(options));
    const led = await client.post(PASSKEYS).type("form").send({ name: "Desk", credential });
    expect(led.status).toBe(303);
    expect(led.headers.location).toBe("/settings/security");
    const { text } = await client.get("/settings/security").expect(200);
    expect(text).toContain(englishInPage("notices.passkeyAdded"));
    expect(text).toContain(`>${englishInPage("settingsSecurity.codesTitle")}<`);
    expect(text).toContain("Desk");
    const again = await client.get("/settings/security").expect(200);
    expect(again.text).not.toContain(`>${englishInPage("settingsSecurity.codesTitle")}<`);
    expect(again.text).toContain(englishInPage("settingsPasskeys.beside"));
  });

  test("asks authenticators not to make a second one, and to verify their user", async () => {
    await add(client, authenticator);
    const options = (await client.post(OPTIONS).send({})).body;
    expect(options).toMatchObject({
      rp: { id: "localhost" },
      user: { name: account.email },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [{ type: "public-key", transports: ["internal"] }],
    });
    expect(Buffer.from(options.challenge, "base64url")).toHaveLength(32);
  });

  test("61 an answer works once, and one that is none adds nothing [V6.7.2]", async () => {
    const options = (await client.post(OPTIONS).send({})).body;
    const credential = authenticator.create(options);
    await client.post(PASSKEYS).send({ name: "One", credential }).expect(201);
    expectInvalid(await client.post(PASSKEYS).send({ name: "Two", credential }), ["credential"]);
    for (const sent of ["{}", "x", {}, { id: "x" }]) {
      const refused = await client.post(PASSKEYS).send({ name: "Three", credential: sent });
      expectInvalid(refused, ["credential"]);
    }
    expectInvalid(await client.post(PASSKEYS).send({ name: "Four" }), ["credential"]);
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(1);
  });

  test("no call writes or changes a key that is kept [V6.7.1]", async () => {
    const { passkey } = (await add(client, authenticator)).body;
    const before = await db.passkey.findUniqueOrThrow({ where: { id: passkey.id } });
    const forged = { publicKey: "A", credentialId: "A", counter: 0, userId: "A", backedUp: false };
    await client
      .patch(`${PASSKEYS}/${passkey.id}`)
      .send({ name: "Same", ...forged })
      .expect(204);
    expect(await db.passkey.findUniqueOrThrow({ where: { id: passkey.id } })).toEqual({
      ...before,
      name: "Same",
    });
  });

  test.each(["", "   ", "x".repeat(41), "a\u0000b"])("%j is no name", async (name) => {
    const refused = await client.post(PASSKEYS).send({ name, credential: "{}" });
    expectInvalid(refused, ["name"]);
  });

  test("an account has ten at most", async () => {
    for (let n = 0; n < 10; n++) await storedPasskey(account);
    expectProblem(await add(client, authenticator), 409, "passkeys_full");
  });

  test("needs a recent authentication [V7.5.1]", async () => {
    await stale();
    expectProblem(await client.post(OPTIONS).send({}), 403, "reauthentication_required");
    const sent = client.post(PASSKEYS).send({ name: "x", credential: "{}" });
    expectProblem(await sent, 403, "reauthentication_required");
  });

  test("is limited by account", async () => {
    const asked = await Promise.all(
      Array.from({ length: 65 }, () => client.post(OPTIONS).send({})),
    );
    expectProblem(
      asked.find(({ status }) => status === 429) ?? asked[0] ?? fail(),
      429,
      "too_many_requests",
    );
  });
});

const fail = () => {
  throw new Error("nothing was answered");
};

describe("signing in", () => {
  test("62 with a passkey takes nothing else, and leads on", async () => {
    const { authenticator } = await givePasskey(account, { origin: app.url });
    const client = newClient();
    const led = await signInBy(client, authenticator, { callbackUrl: "/settings" });
    expect(led.status).toBe(303);
    expect(led.headers.location).toBe(`${app.url}/settings`);
    expect(cookieNames(led).sort()).toEqual(["device", "passkey", "session"].map(cookieName));
    await client.get("/api/me/export").expect(200);
    expect(await db.session.findMany({ where: { userId: account.id } })).toMatchObject([
      { methods: "passkey", remember: false },
    ]);
  });

  test("JSON clients send it as it is, and are told where to go", async () => {
    const { authenticator } = await givePasskey(account, { origin: app.url });
    const client = newClient();
    const csrf = await csrfToken(client);
    const options = (await client.post(ASK).send({})).body;
    const done = await client
      .post("/api/auth/callback/passkey")
      .send({ csrfToken: csrf, credential: authenticator.get(options), remember: "on" });
    expect(done.status).toBe(200);
    expect(done.body).toEqual({ url: `${app.url}/dashboard` });
    expect(sessionLine(done)).toContain("Max-Age");
  });

  test("61 an answer opens one session, and what is wrong leads back, all told alike [V6.7.2]", async () => {
    const { authenticator } = await givePasskey(account, { origin: app.url });
    const client = newClient();
    const csrf = await csrfToken(client);
    const options = (await client.post(ASK).send({})).body;
    const credential = JSON.stringify(authenticator.get(options));
    const post = (from: ApiClient, sent: string) =>
      from
        .post("/api/auth/callback/passkey")
        .type("form")
        .send({ csrfToken: csrf, credential: sent });
    const wrong = await post(client, "{}");
    expect(sessionLine(wrong)).toBeUndefined();
    expect(wrong.headers.location).toMatch(/^\/signin\?/);
    expect((await client.get("/signin")).text).toContain(englishInPage("passkey.failed"));
    // The challenge went with the answer that was none.
    expect(sessionLine(await post(client, credential))).toBeUndefined();
    const fresh = (await client.post(ASK).send({})).body;
    expect(fresh.challenge).not.toBe(options.challenge);
    const right = JSON.stringify(authenticator.get(fresh));
    const thief = newClient();
    const token = await csrfToken(thief);
    const stolen = await thief
      .post("/api/auth/callback/passkey")
      .type("form")
      .send({ csrfToken: token, credential: right });
    expect(sessionLine(stolen)).toBeUndefined();
    expect(sessionLine(await post(client, right))).toBeDefined();
    const json = await thief
      .post("/api/auth/callback/passkey")
      .send({ csrfToken: token, credential: right });
    expect(json.status).toBe(401);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(1);
  });

  test("an unknown passkey and one of a disabled account are told the same", async () => {
    const { authenticator } = await givePasskey(account, { origin: app.url });
    await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    const answers = [];
    answers.push(await signInBy(newClient(), authenticator, { json: "true" }));
    await db.passkey.deleteMany({ where: { userId: account.id } });
    answers.push(await signInBy(newClient(), authenticator, { json: "true" }));
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
      answers.map(() => ({
        status: 401,
        body: { url: `${app.url}/signin?error=unauthenticated` },
      })),
    );
  });

  test("is done by a form, with its token, and by POST alone", async () => {
    const { authenticator } = await givePasskey(account, { origin: app.url });
    await newClient().get("/api/auth/callback/passkey").expect(405);
    const client = newClient();
    const forged = await signInBy(client, authenticator, { csrfToken: "wrong" });
    expect(sessionLine(forged)).toBeUndefined();
    const elsewhere = await client
      .post("/api/auth/callback/passkey")
      .set("Origin", "https://evil.example")
      .send({ credential: "{}" });
    expect(elsewhere.status).toBe(403);
  });

  test("62 after the password, a passkey is the second factor, and a recovery code beside it", async () => {
    const { authenticator, recoveryCodes } = await givePasskey(account, { origin: app.url });
    const client = newClient();
    const { email, password } = account;
    const first = await submitSignIn(client, { email, password });
    expect(sessionLine(first)).toBeUndefined();
    await client.get("/api/me").expect(401);
    const page = await client.get("/signin/second-factor").expect(200);
    expect(page.text).toContain(englishInPage("passkey.use"));
    expect(page.text).not.toContain('name="code"');
    const options = (await client.post(ASK).send({ step: "second-factor" }).expect(200)).body;
    expect(options.allowCredentials).toHaveLength(1);
    const second = async (fields: object) =>
      client
        .post("/api/auth/callback/second-factor")
        .type("form")
        .send({ csrfToken: await csrfToken(client), ...fields });
    const wrong = await second({ credential: "{}" });
    expect(wrong.headers.location).toMatch(/^\/signin\/second-factor\?/);
    const credential = JSON.stringify(authenticator.get(options));
    expect(sessionLine(await second({ credential }))).toBeDefined();
    const other = newClient();
    await submitSignIn(other, { email, password });
    const code = await other
      .post("/api/auth/callback/second-factor")
      .type("form")
      .send({ csrfToken: await csrfToken(other), code: recoveryCodes?.[0] ?? "" });
    expect(sessionLine(code)).toBeDefined();
  });

  test("without a sign-in that has begun nobody is asked for a second factor", async () => {
    const refused = await newClient().post(ASK).send({ step: "second-factor" });
    expectProblem(refused, 401, "sign_in_expired");
  });
});

describe("an account with passkeys alone", () => {
  test("signs in, confirms and sees everything", async () => {
    const { authenticator, id } = await givePasskey(account, { origin: app.url });
    await db.password.delete({ where: { userId: account.id } });
    const client = newClient();
    await signInBy(client, authenticator);
    for (const page of ["/dashboard", "/settings", "/settings/security", "/settings/password"]) {
      await client.get(page).expect(200);
    }
    await stale();
    const asked = await client.get("/reauthenticate").expect(200);
    expect(asked.text).toContain(englishInPage("passkey.use"));
    expect(asked.text).not.toContain('type="password"');
    const options = (await client.post(CONFIRM_OPTIONS).send({}).expect(200)).body;
    const led = await client
      .post(CONFIRM)
      .type("form")
      .send({
        credential: JSON.stringify(authenticator.get(options)),
        callbackUrl: "/settings/security",
      });
    expect(led.headers.location).toBe("/settings/security");
    await client.get("/api/me/export").expect(200);
    expectProblem(await client.delete(`${PASSKEYS}/${id}`), 409, "last_way_in");
    await client.delete("/api/me").send({}).expect(204);
  });
});

describe("removing the password", () => {
  const PASSWORD = "/api/me/password";

  test("takes another way in, a tick and a recent authentication", async () => {
    const plain = await signedInClient(account);
    expectProblem(await plain.delete(PASSWORD), 409, "last_way_in");
    expect((await plain.get("/settings/password")).text).not.toContain(
      `>${englishInPage("passwordRemoval.title")}<`,
    );
    const { authenticator } = await givePasskey(account, { origin: app.url });
    const client = newClient();
    await signInBy(client, authenticator);
    expect((await client.get("/settings/password")).text).toContain(
      `>${englishInPage("passwordRemoval.title")}<`,
    );
    const post = (fields: object) =>
      client
        .post(PASSWORD)
        .type("form")
        .send({ _method: "DELETE", ...fields });
    await post({}).expect(303);
    expect((await client.get("/settings/password")).text).toContain(
      englishInPage("passwordRemoval.tick"),
    );
    await stale();
    expectProblem(await client.delete(PASSWORD), 403, "reauthentication_required");
    await moveSessions(account.id, { authenticatedAt: new Date() });
    const other = newClient();
    await signInBy(other, authenticator);
    await post({ confirm: "on" }).expect(303);
    await other.get("/api/me").expect(401);
    const { text } = await client.get("/settings/password").expect(200);
    expect(text).toContain(englishInPage("notices.passwordRemoved"));
    expect(await db.password.count({ where: { userId: account.id } })).toBe(0);
    await waitForSubject(app.dataDir, account.email, english("passwordRemovedMail.subject"));
    const { email, password } = account;
    expect(sessionLine(await submitSignIn(newClient(), { email, password }))).toBeUndefined();
    expect(sessionLine(await signInBy(newClient(), authenticator))).toBeDefined();
  });
});

describe("confirming by a passkey", () => {
  test("makes the session recent, and a wrong one does not", async () => {
    const { authenticator } = await givePasskey(account, { origin: app.url });
    const client = newClient();
    await signInBy(client, authenticator);
    await stale();
    expectProblem(await client.get("/api/me/export"), 403, "reauthentication_required");
    expectInvalid(await client.post(CONFIRM).send({ credential: "{}" }), ["credential"]);
    const led = await client.post(CONFIRM).type("form").send({ credential: "{}" });
    expect(led.headers.location).toBe("/reauthenticate");
    expect((await client.get("/reauthenticate")).text).toContain(englishInPage("passkey.failed"));
    const options = (await client.post(CONFIRM_OPTIONS).send({})).body;
    const credential = authenticator.get(options);
    const answer = await client.post(CONFIRM).send({ credential }).expect(200);
    expect(sessionLine(answer)).toBeDefined();
    expectInvalid(await client.post(CONFIRM).send({ credential }), ["credential"]);
    await client.get("/api/me/export").expect(200);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(1);
  });

  test("is counted with the other proofs", async () => {
    const client = await signedInClient(account);
    for (let n = 0; n < 5; n++) await client.post(CONFIRM).send({ credential: "{}" });
    expectProblem(await client.post(CONFIRM).send({ credential: "{}" }), 429, "too_many_requests");
  });
});

describe("looking after passkeys", () => {
  let client: ApiClient;
  let passkey: { id: string; authenticator: Authenticator };

  beforeEach(async () => {
    passkey = await givePasskey(account, { origin: app.url });
    client = newClient();
    await signInBy(client, passkey.authenticator);
  });

  test("renames one", async () => {
    await client.patch(`${PASSKEYS}/${passkey.id}`).send({ name: "Work" }).expect(204);
    expect((await client.get(PASSKEYS)).body.passkeys).toMatchObject([{ name: "Work" }]);
    expectInvalid(await client.patch(`${PASSKEYS}/${passkey.id}`).send({ name: "" }), ["name"]);
    const form = { _method: "PATCH", name: "Home" };
    await client.post(`${PASSKEYS}/${passkey.id}`).type("form").send(form).expect(303);
    expect((await client.get("/settings/security")).text).toContain("Home");
  });

  test("removes one: it is refused at once, the owner is told, and the password is enough [V6.5.6]", async () => {
    const led = await client
      .post(`${PASSKEYS}/${passkey.id}`)
      .type("form")
      .send({ _method: "DELETE" });
    expect(led.headers.location).toBe("/settings/security");
    expect((await client.get("/settings/security")).text).toContain(
      englishInPage("notices.passkeyRemoved"),
    );
    await waitForSubject(app.dataDir, account.email, english("passkeyRemovedMail.subject"));
    expect(sessionLine(await signInBy(newClient(), passkey.authenticator))).toBeUndefined();
    const { email, password } = account;
    expect(sessionLine(await submitSignIn(newClient(), { email, password }))).toBeDefined();
    const { accepted } = (await client.get(PASSKEYS)).body;
    expect(accepted.allAcceptedCredentialIds).toEqual([]);
  });

  test("37 somebody else's and one that nobody has are not there", async () => {
    const other = await createAccount();
    const theirs = await storedPasskey(other);
    for (const id of [theirs.id, NOBODYS, "x"]) {
      expectProblem(await client.patch(`${PASSKEYS}/${id}`).send({ name: "x" }), 404, "not_found");
      expectProblem(await client.delete(`${PASSKEYS}/${id}`), 404, "not_found");
    }
    expect(await db.passkey.count({ where: { userId: other.id } })).toBe(1);
  });

  test("a removal needs a recent authentication [V7.5.1]", async () => {
    await stale();
    const refused = await client.delete(`${PASSKEYS}/${passkey.id}`);
    expectProblem(refused, 403, "reauthentication_required");
  });
});

test("62 an administrator sees how many there are, and removes them with the other factors", async () => {
  const admin = await signedInClient(await createAccount({ role: "admin" }));
  const { authenticator } = await givePasskey(account, { origin: app.url });
  const seen = (await admin.get(`/api/admin/users/${account.id}`).expect(200)).body;
  expect(seen).toMatchObject({ passkeys: 1 });
  await admin.delete(`/api/admin/users/${account.id}/second-factor`).expect(204);
  expect((await admin.get(`/api/admin/users/${account.id}`)).body).toMatchObject({
    passkeys: 0,
    secondFactorSince: null,
  });
  expect(sessionLine(await signInBy(newClient(), authenticator))).toBeUndefined();
  await waitForSubject(app.dataDir, account.email, english("factorsRemovedMail.subject"));
});

test("password managers are told where passkeys are made and looked after", async () => {
  const { body, headers } = await newClient().get("/.well-known/passkey-endpoints").expect(200);
  expect(headers["content-type"]).toMatch(/^application\/json/);
  const page = `${app.url}/settings/security`;
  expect(body).toEqual({ enroll: page, manage: page });
});
