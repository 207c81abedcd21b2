import { seal } from "@/lib/platform/crypto/sealed";
import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { app } from "@/tests/support/app/app";
import { linksIn, mailTo, waitForMail, waitForSubject } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine, signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

const NEW_PASSWORD = "seven quiet lanterns";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const forgot = (email: unknown) => newClient().post("/api/account/forgot-password").send({ email });
const reset = (token: unknown, password: unknown = NEW_PASSWORD) =>
  newClient().post("/api/account/reset-password").send({ token, password });

/** Has a link sent and reads its secret from the mail. @param count mails so far, with this one */
async function mailedToken(count = 1): Promise<string> {
  await forgot(account.email).expect(202);
  const [link] = linksIn(await waitForMail(app.dataDir, account.email, count));
  return new URL(String(link)).searchParams.get("token") ?? "";
}

async function canSignIn(password: string): Promise<boolean> {
  const { headers } = await submitSignIn(newClient(), { email: account.email, password });
  return /\/dashboard$/.test(String(headers.location));
}

describe("asking for a link", () => {
  test("mails one to a verified or unverified account, and none to a disabled one", async () => {
    const unverified = await createAccount({ verified: false });
    const disabled = await createAccount();
    await db.user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    for (const { email } of [disabled, account, unverified]) await forgot(email).expect(202);
    await waitForMail(app.dataDir, account.email);
    await waitForMail(app.dataDir, unverified.email);
    expect(await mailTo(app.dataDir, disabled.email)).toEqual([]);
  });

  test("costs the same row for a known and an unknown address", async () => {
    const before = await db.outboxMail.count();
    await forgot(newEmail()).expect(202);
    expect(await db.outboxMail.count()).toBe(before + 1);
  });

  test("by the form leads back to it, with a notice that reveals nothing", async () => {
    const client = newClient();
    const { headers } = await client
      .post("/api/account/forgot-password")
      .type("form")
      .send({ email: newEmail() })
      .expect(303);
    expect(headers.location).toBe("/forgot-password");
    const { text } = await client.get("/forgot-password").expect(200);
    expect(text).toContain(english("notices.resetSent"));
  });

  test.each(["", "nobody", 7, null, { contains: "@" }])("%p is not an address", async (email) => {
    expectInvalid(await forgot(email), ["email"]);
  });

  test("the link starts with the configured origin, whatever the Host header says", async () => {
    await newClient()
      .post("/api/account/forgot-password")
      .set("X-Forwarded-Host", "evil.test")
      .set("X-Forwarded-Proto", "https")
      .send({ email: account.email })
      .expect(202);
    const [link] = linksIn(await waitForMail(app.dataDir, account.email));
    expect(new URL(String(link)).origin).toBe(app.url);
  });

  test("is throttled by network address", async () => {
    const client = newClient();
    const ask = () => client.post("/api/account/forgot-password").send({ email: newEmail() });
    for (let n = 0; n < 20; n++) await ask().expect(202);
    const refused = await ask();
    expectProblem(refused, 429, "too_many_requests");
    expectRetryAfter(refused);
  });
});

describe("the link", () => {
  test("13 sets a new password once, ends every session, signs nobody in, and notifies the owner [V6.3.6 V6.3.7 V6.4.3 V7.4.3]", async () => {
    const { client } = await signInKeeping(account);
    const token = await mailedToken();
    const response = await reset(token).expect(200);
    expect(sessionLine(response)).toBeUndefined();
    await client.get("/api/me").expect(401);
    expect(await canSignIn(account.password)).toBe(false);
    expect(await canSignIn(NEW_PASSWORD)).toBe(true);
    await waitForSubject(app.dataDir, account.email, english("passwordChangedMail.subject"));
    expectInvalid(await reset(token), ["token"]);
  });

  test("is not used up by a password that is refused", async () => {
    const token = await mailedToken();
    expectInvalid(await reset(token, "short"), ["password"]);
    expectInvalid(await reset(token, String(account.email.split("@")[0])), ["password"]);
    await reset(token).expect(200);
  });

  test("is kept when the form's password is refused", async () => {
    const token = await mailedToken();
    const client = newClient();
    const post = (password: string) =>
      client.post("/api/account/reset-password").type("form").send({ token, password }).expect(303);
    expect((await post("short")).headers.location).toBe("/reset-password");
    const { text } = await client.get("/reset-password").expect(200);
    expect(text).toContain(`value="${token}"`);
    expect(text).toContain(english("fields.tooShort", { count: 12 }));
    expect(text).not.toContain('value="short"');
    expect((await post(NEW_PASSWORD)).headers.location).toBe(
      `/reset-password?token=${token}&done=1`,
    );
  });

  test("is not used up by opening it [V7.6.2]", async () => {
    const token = await mailedToken();
    const client = newClient();
    for (let n = 0; n < 3; n++) {
      const { headers } = await client.get(`/reset-password?token=${token}`).expect(200);
      expect(headers["referrer-policy"]).toBe("same-origin");
    }
    await reset(token).expect(200);
  });

  test("used, the page names what still signs in, and leads to where it is removed", async () => {
    const values = { passkeys: "Ada's phone", providers: "Example" };
    const left = { page: "/reset-password", values };
    const cookie = `${cookieName("flash")}=${await seal("flash", left, 60)}`;
    const { text } = await newClient()
      .get("/reset-password?done")
      .set("Cookie", cookie)
      .expect(200);
    expect(text).toContain(englishInPage("keptPasskeys.text", { names: values.passkeys }));
    expect(text).toContain(englishInPage("keptProviders.text", { names: values.providers }));
    expect(text).toContain(encodeURIComponent("/settings/connections"));
  });

  test("expires after an hour [V6.4.3]", async () => {
    const token = await mailedToken();
    const { expiresAt } = await db.token.findFirstOrThrow({ where: { userId: account.id } });
    expect((expiresAt.getTime() - Date.now()) / 60_000).toBeCloseTo(60, 0);
    await db.token.updateMany({
      where: { userId: account.id },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expectInvalid(await reset(token), ["token"]);
  });

  test("no longer works after a newer one was sent or the address has changed [V6.6.2]", async () => {
    const first = await mailedToken();
    const second = await mailedToken(2);
    expectInvalid(await reset(first), ["token"]);
    await db.user.update({ where: { id: account.id }, data: { email: newEmail() } });
    expectInvalid(await reset(second), ["token"]);
  });

  test("cannot confirm an address, nor the other way round", async () => {
    const token = await mailedToken();
    const confirm = await newClient().post("/api/account/verify-email").send({ token });
    expectInvalid(confirm, ["token"]);
    await reset(token).expect(200);
  });

  test("of a disabled account does nothing", async () => {
    const token = await mailedToken();
    await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    expectInvalid(await reset(token), ["token"]);
  });

  test("verifies the address it was mailed to", async () => {
    account = await createAccount({ verified: false });
    await reset(await mailedToken()).expect(200);
    expect(await canSignIn(NEW_PASSWORD)).toBe(true);
  });

  test.each([undefined, 7, { not: "" }, ["a"], "x".repeat(201)])(
    "%p is not a valid link",
    async (token) => {
      expectInvalid(await reset(token), ["token"]);
    },
  );
});
