import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { app } from "@/tests/support/app/app";
import { moveSessions } from "@/tests/support/database/session-rows";
import { waitForSubject } from "@/tests/support/mail/mail";
import { ASK, CONFIRM, CONFIRM_OPTIONS, PASSKEYS, signInBy } from "@/tests/support/passkeys/api";
import { givePasskey } from "@/tests/support/passkeys/passkeys";
import {
  type Account,
  createAccount,
  csrfToken,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { cookieNames, sessionLine } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const stale = () => moveSessions(account.id, { authenticatedAt: new Date(0) });

describe("signing in", () => {
  test("62 with a passkey requires nothing else", async () => {
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

  test("JSON clients send the credential as it is, and get the next address", async () => {
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

  test("61 an answer opens one session; any wrong one leads back with the same message [V6.7.2]", async () => {
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

  test("an unknown passkey and one of a disabled account get the same answer", async () => {
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

  test("takes a POST of its form with its token, and nothing else", async () => {
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

  test("62 after the password, a passkey or a recovery code is the second factor", async () => {
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

  test("without a pending sign-in nobody is asked for a second factor", async () => {
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

  test("requires another way in, a ticked box and recent authentication", async () => {
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
