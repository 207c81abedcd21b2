import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { eventNames } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { LONG_AFTER, spendTries, triesOf } from "@/tests/support/database/throttles";
import { waitForSubject } from "@/tests/support/mail/mail";
import { storedPasskey } from "@/tests/support/passkeys/passkeys";
import {
  type Account,
  createAccount,
  csrfToken,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor, type SecondFactor } from "@/tests/support/people/second-factor";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { shown } from "@/tests/support/requests/shown";
import { english, englishInPage } from "@/tests/support/texts";

const TOTP = "/api/me/second-factor/totp";
const CODES = "/api/me/second-factor/recovery-codes";
const PAGE = "/settings/security";
/** How recovery codes are shown. */
const A_CODE = /<code>((?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4})<\/code>/g;

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const post = (client: ApiClient, path: string, fields: object = {}) =>
  client.post(path).type("form").send(fields).expect(303);

const codesIn = (html: string) => [...html.matchAll(A_CODE)].map(([, code = ""]) => code);

describe("the forms of /settings/security", () => {
  let client: ApiClient;

  beforeEach(async () => {
    client = await signedInClient(account);
  });

  async function begun(): Promise<string> {
    const { headers } = await post(client, TOTP, { _form: "begin" });
    expect(headers.location).toBe(PAGE);
    const { text } = await client.get(PAGE).expect(200);
    const [, secret = ""] = /<code[^>]*>([A-Z2-7]{32})<\/code>/.exec(text) ?? [];
    expect(text).toMatch(/<svg[^>]*role="img"[^>]*>.*?<path fill="black" d="M/);
    return secret;
  }

  test("set it up, show the recovery codes once, and record that they were saved", async () => {
    const secret = await begun();
    await post(client, TOTP, { _form: "confirm", code: codeOf(secret) });
    const shown = await client.get(PAGE).expect(200);
    expect(new Set(codesIn(shown.text)).size).toBe(10);
    expect(shown.headers["cache-control"]).toContain("no-store");
    const again = await client.get(PAGE).expect(200);
    expect(codesIn(again.text)).toEqual([]);
    expect(again.text).toContain(englishInPage("settingsSecurity.notSaved"));
    await post(client, CODES, { _method: "PATCH" });
    const saved = await client.get(PAGE).expect(200);
    expect(saved.text).toContain(englishInPage("notices.recoveryCodesSaved"));
    expect(saved.text).not.toContain(englishInPage("settingsSecurity.notSaved"));
    expect((await client.get(TOTP)).body.recoveryCodesSaved).toBe(true);
    expect(await eventNames(account.id)).toContain("authn_token_created:totp");
    await waitForSubject(app.dataDir, account.email, english("secondFactorOnMail.subject"));
  });

  test("answer a wrong code with a message beside its field, and never repeat the code", async () => {
    await begun();
    await post(client, TOTP, { _form: "confirm", code: "12345678901" });
    const { text } = await client.get(PAGE).expect(200);
    expect(text).toContain(englishInPage("fields.codeWrong"));
    expect(text).not.toContain("12345678901");
  });

  test("create new codes, which are shown once", async () => {
    const { recoveryCodes } = await giveSecondFactor(account);
    client = newClient();
    await submitSignIn(client, { email: account.email, password: account.password });
    const token = await csrfToken(client);
    const code = recoveryCodes[0];
    await post(client, "/api/auth/callback/second-factor", { csrfToken: token, code });
    await post(client, CODES);
    const codes = codesIn((await client.get(PAGE)).text);
    expect(new Set(codes).size).toBe(10);
    expect(codes.filter((one) => recoveryCodes.includes(one))).toEqual([]);
    expect(codesIn((await client.get(PAGE)).text)).toEqual([]);
    await waitForSubject(app.dataDir, account.email, english("recoveryCodesReplacedMail.subject"));
  });

  test("turn it off with the box ticked, and notify the owner [V6.3.7 V6.5.6]", async () => {
    await post(client, TOTP, { _form: "confirm", code: codeOf(await begun()) });
    await post(client, TOTP, { _method: "DELETE" });
    expect((await client.get(PAGE)).text).toContain(englishInPage("fields.confirmTurnOff"));
    expect((await client.get(TOTP)).body.enabled).toBe(true);
    await post(client, TOTP, { _method: "DELETE", confirm: "on" });
    expect((await client.get(PAGE)).text).toContain(englishInPage("notices.secondFactorOff"));
    expect((await client.get(TOTP)).body).toMatchObject({ enabled: false, recoveryCodes: 0 });
    await waitForSubject(app.dataDir, account.email, english("secondFactorOffMail.subject"));
  });

  test("remove the app alone where there is a passkey, and do not say that it is off", async () => {
    await post(client, TOTP, { _form: "confirm", code: codeOf(await begun()) });
    await storedPasskey(account);
    const text = shown((await client.get(PAGE).expect(200)).text);
    expect(text).toContain(englishInPage("settingsPasskeys.appText"));
    expect(text).not.toContain(englishInPage("settingsSecurity.offText"));
    await post(client, TOTP, { _method: "DELETE", confirm: "on" });
    await waitForSubject(app.dataDir, account.email, english("authenticatorRemovedMail.subject"));
    expect((await client.get(TOTP)).body).toMatchObject({ enabled: false, recoveryCodes: 10 });
  });

  test("say beside the button why the app must stay", async () => {
    await post(client, TOTP, { _form: "confirm", code: codeOf(await begun()) });
    await storedPasskey(account);
    await db.password.delete({ where: { userId: account.id } });
    await db.recoveryCode.deleteMany({ where: { userId: account.id } });
    await post(client, TOTP, { _method: "DELETE", confirm: "on" });
    const text = shown((await client.get(PAGE).expect(200)).text);
    const cards = text
      .split(/(?=<section)/)
      .filter((card) => card.includes(englishInPage("passkey.alone")));
    expect(cards).toHaveLength(1);
    expect(cards[0]).toContain(englishInPage("settingsPasskeys.appRemove"));
    expect((await client.get(TOTP)).body.enabled).toBe(true);
  });

  test("require recent authentication before the secret is shown [V7.5.1]", async () => {
    const secret = await begun();
    await moveSessions(account.id, { authenticatedAt: new Date(0) });
    expect((await client.get(PAGE).expect(200)).text).not.toContain(secret);
    const { headers } = await post(client, TOTP, { _form: "begin" });
    expect(headers.location).toMatch(/^\/reauthenticate\?/);
  });

  test("a change of address requires recent authentication where there is a second factor", async () => {
    const move = () =>
      client
        .post("/api/me/email")
        .send({ email: `new-${account.email}`, password: account.password });
    await moveSessions(account.id, { authenticatedAt: new Date(0) });
    await move().expect(202);
    await db.user.update({ where: { id: account.id }, data: { secondFactorAt: new Date() } });
    expectProblem(await move(), 403, "reauthentication_required");
  });

  test("wrong codes are limited while setting up, too", async () => {
    const secret = await begun();
    await spendTries({ limit: limits.secondFactorByAccount, subject: account.id }, LONG_AFTER);
    expectInvalid(await client.post(TOTP).send({ code: "wrong" }), ["code"]);
    const refused = await client.post(TOTP).send({ code: codeOf(secret) });
    expectProblem(refused, 429, "too_many_requests");
    expectRetryAfter(refused);
  });
});

describe("at sign-in", () => {
  let factor: SecondFactor;

  beforeEach(async () => {
    factor = await giveSecondFactor(account);
  });

  async function firstStep(of: Account = account): Promise<ApiClient> {
    const client = newClient();
    await submitSignIn(client, { email: of.email, password: of.password });
    return client;
  }

  async function secondStep(client: ApiClient, code: string, more: object = {}) {
    const token = await csrfToken(client);
    return post(client, "/api/auth/callback/second-factor", { csrfToken: token, code, ...more });
  }

  test("the page asks for digits, and offers a recovery code behind a link", async () => {
    const { text } = await newClient().get("/signin/second-factor").expect(200);
    expect(text).toMatch(/<input[^>]*autoComplete="one-time-code"[^>]*inputMode="numeric"/i);
    const { text: other } = await newClient().get("/signin/second-factor?recovery=on").expect(200);
    expect(other).toContain(englishInPage("secondFactor.recoveryCode"));
    expect(other).not.toMatch(/inputMode="numeric"/i);
  });

  test("a wrong recovery code leads back to its form", async () => {
    const { headers } = await secondStep(await firstStep(), "wrong", { recovery: "on" });
    expect(headers.location).toBe("/signin/second-factor?callbackUrl=%2Fdashboard&recovery=on");
  });

  test("the time is the server's, whatever is sent [V6.5.8]", async () => {
    const client = await firstStep();
    const csrf = await csrfToken(client);
    const answer = await client
      .post("/api/auth/callback/second-factor")
      .set("Date", new Date(Date.now() - 600_000).toUTCString())
      .type("form")
      .send({ csrfToken: csrf, code: codeOf(factor.secret, -20) })
      .expect(303);
    expect(sessionLine(answer)).toBeUndefined();
  });

  test("62 a pending sign-in accepts the codes of its own account only", async () => {
    const thief = await createAccount();
    const own = await giveSecondFactor(thief);
    const client = await firstStep();
    for (const code of [codeOf(own.secret), own.recoveryCodes[0] ?? ""]) {
      expect(sessionLine(await secondStep(client, code))).toBeUndefined();
    }
    // And the other way round: the owner's code in the thief's pending sign-in opens nothing.
    const planted = await firstStep(thief);
    expect(sessionLine(await secondStep(planted, codeOf(factor.secret)))).toBeUndefined();
    expect(await db.session.count({ where: { userId: { in: [account.id, thief.id] } } })).toBe(0);
  });

  test("19 guesses are counted per account, across pending sign-ins and both kinds of code", async () => {
    const counted = { limit: limits.secondFactorByAccount, subject: account.id };
    const { points } = counted.limit;
    const guess = async (n: number) =>
      secondStep(await firstStep(), n % 2 ? "000000" : "0".repeat(24));
    // The first factor was right each time, and that clears nothing.
    for (let n = 0; n < points; n++) await guess(n);
    expect(await triesOf(counted)).toBe(points);
    // The first waits are seconds: a busy machine needs as long for a sign-in.
    await spendTries(counted, LONG_AFTER);
    await guess(points);
    const refused = await secondStep(await firstStep(), codeOf(factor.secret));
    expect(sessionLine(refused)).toBeUndefined();
    expectRetryAfter(refused);
    await waitForSubject(app.dataDir, account.email, english("wrongCodeMail.subject"));
  });

  test.each([
    ["the account is disabled", () => ({ disabledAt: new Date() })],
    ["the second factor was turned off", () => ({ secondFactorAt: null })],
  ])("a pending sign-in opens nothing once %s", async (_, data) => {
    const client = await firstStep();
    await db.user.update({ where: { id: account.id }, data: data() });
    if ("secondFactorAt" in data()) await db.totp.delete({ where: { userId: account.id } });
    expect(sessionLine(await secondStep(client, codeOf(factor.secret)))).toBeUndefined();
  });

  test("11 a session planted beforehand is not reused", async () => {
    const planted = await signedInClient(await createAccount());
    const before = await planted.get("/api/me");
    // The sign-in form shows itself to nobody who is signed in; the second one does.
    const { text } = await planted.get("/signin/second-factor").expect(200);
    const [, csrf = ""] = /name="csrfToken" value="([^"]+)"/.exec(text) ?? [];
    const { email, password } = account;
    await post(planted, "/api/auth/callback/credentials", { csrfToken: csrf, email, password });
    // Until the second proof the browser stays who it was.
    expect((await planted.get("/api/me")).body.user.id).toBe(before.body.user.id);
    const code = codeOf(factor.secret);
    const opened = await post(planted, "/api/auth/callback/second-factor", {
      csrfToken: csrf,
      code,
    });
    expect(sessionLine(opened)).toBeDefined();
    const after = await planted.get("/api/me").expect(200);
    expect(after.body.user.id).toBe(account.id);
    expect(after.body.session.id).not.toBe(before.body.session.id);
    expect(await db.session.count({ where: { id: before.body.session.id } })).toBe(0);
  });

  test("next-auth's own client is sent to the page, without an error and without a session", async () => {
    const client = newClient();
    const token = await csrfToken(client);
    const { email, password } = account;
    const answer = await client
      .post("/api/auth/callback/credentials")
      .type("form")
      .send({ csrfToken: token, email, password, json: "true", callbackUrl: `${app.url}/settings` })
      .expect(200);
    const { searchParams, pathname } = new URL(answer.body.url);
    expect(pathname).toBe("/signin/second-factor");
    expect(searchParams.get("error")).toBeNull();
    expect(searchParams.get("callbackUrl")).toBe("/settings");
    expect(sessionLine(answer)).toBeUndefined();
  });

  test("a password reset keeps the second factor [V6.4.3]", async () => {
    await newClient().post("/api/account/forgot-password").send({ email: account.email });
    const mail = await waitForSubject(
      app.dataDir,
      account.email,
      english("resetPasswordMail.subject"),
    );
    const [, token = ""] = /token=([\w-]+)/.exec(mail.text ?? "") ?? [];
    const password = "eight quiet lanterns";
    const [code] = factor.recoveryCodes;
    await newClient()
      .post("/api/account/reset-password")
      .send({ token, password, code })
      .expect(200);
    const client = newClient();
    const first = await submitSignIn(client, { email: account.email, password });
    expect(sessionLine(first)).toBeUndefined();
    expect(sessionLine(await secondStep(client, codeOf(factor.secret)))).toBeDefined();
  });

  test("the owner's download has all of it, and nothing secret", async () => {
    await firstStep();
    const client = await firstStep();
    await secondStep(client, codeOf(factor.secret));
    const { body } = await client.get("/api/me/export").expect(200);
    expect(body.authenticatorApp).toEqual({
      createdAt: expect.any(String),
      confirmedAt: expect.any(String),
    });
    expect(body.recoveryCodes).toHaveLength(10);
    expect(body.pendingSignIns).toEqual([
      expect.objectContaining({ methods: "password", tries: 0 }),
    ]);
    const text = JSON.stringify(body);
    const { sealed } = await db.totp.findUniqueOrThrow({ where: { userId: account.id } });
    for (const secret of [sealed, factor.secret, ...factor.recoveryCodes]) {
      expect(text).not.toContain(secret);
    }
  });
});
