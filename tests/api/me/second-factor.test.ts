import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { app } from "@/tests/support/app/app";
import { moveSessions } from "@/tests/support/database/session-rows";
import {
  type Account,
  createAccount,
  csrfToken,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor, type SecondFactor } from "@/tests/support/people/second-factor";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { cookieNames, sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const TOTP = "/api/me/second-factor/totp";
const CODES = "/api/me/second-factor/recovery-codes";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

/** As if the app had been set up a while ago: the code of now was not used yet. */
const forgetStep = () => db.totp.update({ where: { userId: account.id }, data: { lastStep: 0 } });

describe("setting up", () => {
  let client: ApiClient;

  beforeEach(async () => {
    client = await signedInClient(account);
  });

  test("gives a secret, then for its code the recovery codes, and ends every other session", async () => {
    const other = await signedInClient(account);
    expect((await client.get(TOTP).expect(200)).body).toEqual({
      enabled: false,
      since: null,
      recoveryCodes: 0,
      recoveryCodesSaved: false,
    });
    const { secret, uri } = (await client.post(TOTP).send({}).expect(200)).body;
    expect(uri).toContain(`secret=${secret}`);
    expect((await client.get(TOTP)).body.enabled).toBe(false);
    const done = await client
      .post(TOTP)
      .send({ code: codeOf(secret) })
      .expect(200);
    expect(new Set(done.body.recoveryCodes).size).toBe(10);
    expect(sessionLine(done)).toBeDefined();
    await other.get("/api/me").expect(401);
    expect((await client.get(TOTP).expect(200)).body).toMatchObject({
      enabled: true,
      recoveryCodes: 10,
    });
    const stored = JSON.stringify([
      await db.totp.findMany({ where: { userId: account.id } }),
      await db.recoveryCode.findMany({ where: { userId: account.id } }),
    ]);
    for (const shown of [secret, ...done.body.recoveryCodes]) expect(stored).not.toContain(shown);
  });

  test("a wrong code completes nothing", async () => {
    const { secret } = (await client.post(TOTP).send({})).body;
    const wrong = codeOf(secret) === "000000" ? "000001" : "000000";
    expectInvalid(await client.post(TOTP).send({ code: wrong }), ["code"]);
    expectInvalid(await client.post(TOTP).send({ code: "" }), ["code"]);
    expect((await client.get(TOTP)).body.enabled).toBe(false);
  });

  test("is refused where it is on already, and turning off where it is off", async () => {
    expectProblem(await client.delete(TOTP), 409, "second_factor_off");
    expectProblem(await client.post(CODES), 409, "second_factor_off");
    const { secret } = (await client.post(TOTP).send({})).body;
    await client
      .post(TOTP)
      .send({ code: codeOf(secret) })
      .expect(200);
    expectProblem(await client.post(TOTP).send({}), 409, "second_factor_on");
    expectProblem(await client.post(TOTP).send({ code: "000000" }), 409, "second_factor_on");
  });

  test("new recovery codes replace the old; after turning it off, the password is enough again", async () => {
    const { secret } = (await client.post(TOTP).send({})).body;
    const first = (await client.post(TOTP).send({ code: codeOf(secret) })).body.recoveryCodes;
    const second = (await client.post(CODES).expect(200)).body.recoveryCodes;
    expect(second.filter((code: string) => first.includes(code))).toEqual([]);
    expect((await client.get(TOTP)).body.recoveryCodes).toBe(10);
    await client.delete(TOTP).expect(204);
    const { email, password } = account;
    expect(sessionLine(await submitSignIn(newClient(), { email, password }))).toBeDefined();
  });

  test("requires recent authentication [V7.5.1]", async () => {
    await moveSessions(account.id, { authenticatedAt: new Date(0) });
    for (const request of [client.post(TOTP).send({}), client.delete(TOTP), client.post(CODES)]) {
      expectProblem(await request, 403, "reauthentication_required");
    }
  });
});

describe("signing in", () => {
  let factor: SecondFactor;
  let client: ApiClient;

  beforeEach(async () => {
    factor = await giveSecondFactor(account);
    client = newClient();
  });

  const password = (more = {}) =>
    submitSignIn(client, { email: account.email, password: account.password, ...more });

  const second = async (code: string, more: object = {}) => {
    const token = await csrfToken(client);
    return client
      .post("/api/auth/callback/second-factor")
      .type("form")
      .send({ csrfToken: token, code, ...more });
  };

  test("19 the password alone opens nothing, and leads to the page for the code", async () => {
    const answer = await password({ callbackUrl: "/settings" });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(`${app.url}/signin/second-factor?callbackUrl=%2Fsettings`);
    expect(cookieNames(answer)).toEqual([cookieName("pending")]);
    await client.get("/api/me").expect(401);
    expect((await client.get("/api/auth/session")).body).toEqual({});
    const page = await client.get("/signin/second-factor?callbackUrl=%2Fsettings").expect(200);
    expect(page.text).toContain('name="callbackUrl" value="/settings"');
    const led = await second(codeOf(factor.secret), { callbackUrl: "/settings" });
    expect(led.headers.location).toBe(`${app.url}/settings`);
    expect(cookieNames(led).sort()).toEqual(["device", "pending", "session"].map(cookieName));
    await client.get("/api/me/export").expect(200);
  });

  test("JSON clients get the next address", async () => {
    const first = await password({ json: "true" });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      url: `${app.url}/signin/second-factor?callbackUrl=%2Fdashboard`,
    });
    const done = await second(codeOf(factor.secret), { json: "true" });
    expect(done.status).toBe(200);
    expect(done.body).toEqual({ url: `${app.url}/dashboard` });
    expect(sessionLine(done)).toBeDefined();
  });

  test("a wrong code leads back to the page, and says so", async () => {
    await password();
    const answer = await second("wrong");
    expect(answer.headers.location).toBe("/signin/second-factor?callbackUrl=%2Fdashboard");
    expect((await client.get("/signin/second-factor")).text).toContain("This code isn");
    const json = await second("wrong", { json: "true" });
    expect(json.status).toBe(401);
    expect(sessionLine(json)).toBeUndefined();
    await client.get("/api/me").expect(401);
  });

  test("without a pending sign-in a code leads back to the start", async () => {
    const answer = await second(codeOf(factor.secret));
    expect(answer.headers.location).toMatch(/^\/signin\?/);
    expect((await client.get("/signin")).text).toContain(english("problems.sign_in_expired"));
  });

  test("takes a POST of its form with its token, and nothing else", async () => {
    await password();
    const { status } = await client.get("/api/auth/callback/second-factor");
    expect(status).toBe(405);
    const forged = await client
      .post("/api/auth/callback/second-factor")
      .type("form")
      .send({ csrfToken: "wrong", code: codeOf(factor.secret) });
    expect(sessionLine(forged)).toBeUndefined();
  });

  test("53 the same code twice opens one session [V6.5.1]", async () => {
    await password();
    const code = codeOf(factor.secret);
    expect(sessionLine(await second(code))).toBeDefined();
    client = newClient();
    await password();
    expect(sessionLine(await second(code))).toBeUndefined();
  });

  test("a change of the password ends pending sign-ins", async () => {
    await password();
    const old = client;
    client = newClient();
    await password();
    await second(codeOf(factor.secret));
    await client
      .post("/api/me/password")
      .send({ currentPassword: account.password, newPassword: "eight quiet lanterns" })
      .expect(200);
    client = old;
    await forgetStep();
    expect(sessionLine(await second(codeOf(factor.secret)))).toBeUndefined();
    await client.get("/api/me").expect(401);
  });

  test("authenticating again requires the code, too", async () => {
    await password();
    await second(codeOf(factor.secret));
    await moveSessions(account.id, { authenticatedAt: new Date(0) });
    const again = { password: account.password };
    expectInvalid(await client.post("/api/me/reauthenticate").send(again), ["code"]);
    expectInvalid(await client.post("/api/me/reauthenticate").send({ ...again, code: "000" }), [
      "code",
    ]);
    expect((await client.get("/reauthenticate")).text).toContain('name="code"');
    await forgetStep();
    const code = codeOf(factor.secret);
    await client
      .post("/api/me/reauthenticate")
      .send({ ...again, code })
      .expect(200);
    await client.get("/api/me/export").expect(200);
  });

  test("a change of the password requires recent authentication", async () => {
    await password();
    await second(codeOf(factor.secret));
    await moveSessions(account.id, { authenticatedAt: new Date(0) });
    const refused = await client
      .post("/api/me/password")
      .send({ currentPassword: account.password, newPassword: "eight quiet lanterns" });
    expectProblem(refused, 403, "reauthentication_required");
  });
});
