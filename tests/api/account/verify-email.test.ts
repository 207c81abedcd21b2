import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { app } from "@/tests/support/app/app";
import { linksIn, mailTo, passQueue, waitForMail } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { cookieNames } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

let account: Account;

beforeEach(async () => {
  account = await createAccount({ verified: false });
});

afterAll(expectQuietLog);

const verify = (token: unknown) => newClient().post("/api/account/verify-email").send({ token });
const resend = (email: string) =>
  newClient().post("/api/account/verify-email/resend").send({ email });

/** Has a link sent and reads its secret from the mail. @param count mails so far, with this one */
async function mailedToken(count = 1): Promise<string> {
  await resend(account.email).expect(202);
  const [link] = linksIn(await waitForMail(app.dataDir, account.email, count));
  return new URL(String(link)).searchParams.get("token") ?? "";
}

const isVerified = async () => {
  const user = await db.user.findUnique({ where: { id: account.id } });
  return user?.emailVerified !== null;
};

const { stringContaining } = expect;
const ON_SIGN_IN = stringContaining("/signin");

describe("the link", () => {
  test("confirms the address once, signs nobody in, and lets its owner sign in [V6.3.6]", async () => {
    const token = await mailedToken();
    const response = await verify(token).expect(200);
    expect(response.body).toEqual({ message: english("notices.emailConfirmed") });
    expect(response.headers).not.toHaveProperty("set-cookie");
    expect(await isVerified()).toBe(true);
    expectInvalid(await verify(token), ["token"]);
    const { email, password } = account;
    const signedIn = await submitSignIn(newClient(), { email, password });
    expect(signedIn.headers.location).toBe(`${app.url}/dashboard`);
  });

  test("is not used up by opening it, however often: mail scanners open links", async () => {
    const token = await mailedToken();
    const client = newClient();
    for (let n = 0; n < 3; n++) {
      const { text, headers } = await client.get(`/link/verify?token=${token}`).expect(200);
      expect(text).toContain(`value="${token}"`);
      expect(headers["referrer-policy"]).toBe("same-origin");
    }
    await client.head(`/link/verify?token=${token}`).expect(200);
    expect(await isVerified()).toBe(false);
    await verify(token).expect(200);
  });

  test("works from the form on its page, which says what was done", async () => {
    const token = await mailedToken();
    const client = newClient();
    const { headers } = await client
      .post("/api/account/verify-email")
      .type("form")
      .send({ token })
      .expect(303);
    expect(headers.location).toBe(`/link/verify?token=${token}&done=1`);
    const { text } = await client.get(String(headers.location)).expect(200);
    expect(text).toContain(english("link.verifyDone", { email: account.email }));
  });

  test("expires after a day [V6.4.1]", async () => {
    const token = await mailedToken();
    const { expiresAt } = await db.token.findFirstOrThrow({ where: { userId: account.id } });
    expect((expiresAt.getTime() - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
    await db.token.updateMany({
      where: { userId: account.id },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expectInvalid(await verify(token), ["token"]);
    expect(await isVerified()).toBe(false);
  });

  test("no longer works after a newer one was sent [V6.6.2]", async () => {
    const first = await mailedToken();
    const second = await mailedToken(2);
    expectInvalid(await verify(first), ["token"]);
    await verify(second).expect(200);
  });

  test("does not confirm an address it was not sent to [V2.2.3 V6.6.2]", async () => {
    const token = await mailedToken();
    await db.user.update({ where: { id: account.id }, data: { email: newEmail() } });
    expectInvalid(await verify(token), ["token"]);
    expect(await isVerified()).toBe(false);
  });

  test.each(["x", "", "' OR 1=1 --", "%00", "\u0000", "x".repeat(201)])(
    "%p is not a valid link",
    async (token) => {
      expectInvalid(await verify(token), ["token"]);
    },
  );

  test("that is wrong leads back to its page with a message", async () => {
    const client = newClient();
    const { headers } = await client
      .post("/api/account/verify-email")
      .type("form")
      .send({ token: "wrong" })
      .expect(303);
    expect(headers.location).toBe("/link/verify");
    const { text } = await client.get("/link/verify");
    expect(text).toContain(english("link.incomplete"));
  });
});

describe("the resend", () => {
  test("mails an unverified account, but not a verified, disabled or unknown one", async () => {
    const verified = await createAccount();
    const disabled = await createAccount({ verified: false });
    await db.user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    for (const email of [verified.email, disabled.email, newEmail(), account.email]) {
      await resend(email).expect(202, { message: english("notices.verificationSent") });
    }
    await waitForMail(app.dataDir, account.email);
    await passQueue(app.dataDir);
    expect(await mailTo(app.dataDir, verified.email)).toEqual([]);
    expect(await mailTo(app.dataDir, disabled.email)).toEqual([]);
  });

  test("leads back with a notice from the form", async () => {
    const client = newClient();
    const { headers } = await client
      .post("/api/account/verify-email/resend")
      .type("form")
      .send({ email: account.email })
      .expect(303);
    expect(headers.location).toBe("/check-mail");
    expect((await client.get("/check-mail")).text).toContain(english("notices.verificationSent"));
  });

  test("does not claim a mail to an address that was refused", async () => {
    const client = newClient();
    await client.post("/api/account/verify-email/resend").type("form").send({ email: "nobody" });
    const { text } = await client.get("/check-mail").expect(200);
    expect(text).toContain('value="nobody"');
    expect(text).not.toContain(english("checkMail.leadTo", { email: "nobody" }));
  });

  test("refuses an invalid address", async () => {
    expectInvalid(await resend("nobody"), ["email"]);
  });

  test("mails one address five times an hour at most, silently", async () => {
    for (let n = 0; n < 7; n++) await resend(account.email).expect(202);
    await waitForMail(app.dataDir, account.email, 5);
    await passQueue(app.dataDir);
    expect(await mailTo(app.dataDir, account.email)).toHaveLength(5);
  });
});

describe("signing in before the address is confirmed", () => {
  test("the right password gets the answer of a wrong one, and the link is sent again", async () => {
    const { email, password } = account;
    const [right, wrong] = [newClient(), newClient()];
    const accepted = await submitSignIn(right, { email, password });
    const refused = await submitSignIn(wrong, { email, password: "not the password" });
    for (const response of [accepted, refused]) {
      expect(response.status).toBe(303);
      expect(response.headers.location).toBe("/signin?callbackUrl=%2Fdashboard");
      expect(cookieNames(response)).toEqual([cookieName("flash")]);
    }
    expect((await right.get("/signin")).text).toContain(english("details.signInWrong"));
    expect((await wrong.get("/signin")).text).toContain(english("details.signInWrong"));
    const mail = await waitForMail(app.dataDir, email);
    expect(mail.subject).toBe(english("verifyEmailMail.subject"));
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
  });

  test("a wrong password sends nothing", async () => {
    const { email } = account;
    await submitSignIn(newClient(), { email, password: "not the password" });
    expect(await db.token.count({ where: { userId: account.id } })).toBe(0);
  });

  test("next-auth's own client gets 401 for both", async () => {
    const { email, password } = account;
    for (const typed of [password, "not the password"]) {
      const fields = { email, password: typed, json: "true" };
      const response = await submitSignIn(newClient(), fields);
      expect(response.status).toBe(401);
      expect(response.body).toEqual({ url: ON_SIGN_IN });
    }
  });
});

test("confirming the address of a disabled account does not let it sign in", async () => {
  const token = await mailedToken();
  await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  await verify(token);
  const { email, password } = account;
  const response = await submitSignIn(newClient(), { email, password });
  expect(response.headers.location).toMatch(/^\/signin/);
});

test("the link needs no session", async () => {
  expectProblem(await newClient().get("/api/account/verify-email"), 405, "method_not_allowed");
  await verify(await mailedToken()).expect(200);
});
