import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import { eventNames } from "@/tests/support/database/events";
import { linksIn, mailTo, passQueue, waitForMail } from "@/tests/support/mail/mail";
import {
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const NAME = "Grace Hopper";
const PASSWORD = "seven lemons on the harbour wall";

afterAll(expectQuietLog);

const signUp = (fields: Record<string, unknown>, client = newClient()) =>
  client.post("/api/account").send({ name: NAME, password: PASSWORD, ...fields });

const userOf = (email: string) =>
  db.user.findUnique({ where: { email }, include: { password: true, sessions: true } });

describe("a new address", () => {
  test("gets an unverified account, a hashed password and a link", async () => {
    const email = newEmail();
    const { body } = await signUp({ email }).expect(202);
    expect(body).toEqual({ message: english("notices.checkMail") });
    const mail = await waitForMail(app.dataDir, email);
    const user = await userOf(email);
    expect(user).toMatchObject({ name: NAME, role: "user", emailVerified: null, disabledAt: null });
    expect(user?.password?.hash).toMatch(/^hmac-sha384:[0-9a-f]{8}\$2b\$/);
    expect(mail.subject).toBe(english("verifyEmailMail.subject"));
    expect(linksIn(mail)).toEqual([
      expect.stringMatching(new RegExp(`^${app.url}/link/verify\\?token=[\\w-]{43}$`)),
    ]);
  });

  test("signs nobody in [V7.6.2]", async () => {
    const email = newEmail();
    const response = await signUp({ email });
    expect(response.headers).not.toHaveProperty("set-cookie");
    await waitForMail(app.dataDir, email);
    expect((await userOf(email))?.sessions).toEqual([]);
  });

  test("stores only a hash of the link's secret [V6.5.2]", async () => {
    const email = newEmail();
    await signUp({ email });
    const [link = ""] = linksIn(await waitForMail(app.dataDir, email));
    const secret = new URL(link).searchParams.get("token") ?? "";
    const tokens = await db.token.findMany({ where: { email } });
    expect(tokens).toHaveLength(1);
    expect(JSON.stringify(tokens)).not.toContain(secret);
  });

  test("43 ignores fields that the form does not have [V8.2.3 V15.3.3]", async () => {
    const email = newEmail();
    await signUp({
      email,
      id: "chosen",
      role: "admin",
      emailVerified: new Date().toISOString(),
      createdAt: "2000-01-01T00:00:00.000Z",
      hash: "x",
      password_hash: "x",
      sessions: { create: {} },
    }).expect(202);
    await waitForMail(app.dataDir, email);
    const user = await userOf(email);
    expect(user).toMatchObject({ role: "user", emailVerified: null, sessions: [] });
    expect(user?.id).not.toBe("chosen");
    expect(user?.createdAt.getFullYear()).toBeGreaterThan(2000);
  });
});

describe("a known address", () => {
  test("changes nothing, and its owner is notified by mail", async () => {
    const account = await createAccount();
    const before = await userOf(account.email);
    await signUp({ email: account.email, name: "Eve" }).expect(202);
    const mail = await waitForMail(app.dataDir, account.email);
    expect(mail.subject).toBe(english("accountExistsMail.subject"));
    expect(linksIn(mail)).toEqual([`${app.url}/signin`]);
    expect(await userOf(account.email)).toEqual(before);
    await signedInClient(account);
  });
});

describe("an address that is not confirmed yet", () => {
  test("takes name, password and link from the second sign-up; the first link no longer works", async () => {
    const email = newEmail();
    await signUp({ email, name: "Eve", password: "the password of a stranger" });
    const first = await waitForMail(app.dataDir, email);
    await signUp({ email }).expect(202);
    const second = await waitForMail(app.dataDir, email, 2);
    expect(second.subject).toBe(english("verifyEmailMail.subject"));

    const verify = (link: string | undefined) => {
      const token = new URL(String(link)).searchParams.get("token");
      return newClient().post("/api/account/verify-email").send({ token });
    };
    expectInvalid(await verify(linksIn(first)[0]), ["token"]);
    await verify(linksIn(second)[0]).expect(200);

    const user = await userOf(email);
    expect(user?.name).toBe(NAME);
    expect(await eventNames(String(user?.id))).toContain("user_updated:sign_up_again");
    const stranger = { email, password: "the password of a stranger" };
    const refused = await submitSignIn(newClient(), stranger);
    expect(refused.headers.location).toMatch(/\/signin/);
    await signedInClient({ id: "", name: NAME, email, password: PASSWORD });
  });
});

describe("the same sign-up, sent several times at once,", () => {
  const other = withSibling();

  test("counts once, and its link works, whichever processes it reaches", async () => {
    const email = newEmail();
    const send = (url: string) => signUp({ email }, newClient(url));
    const sent = [app.url, other.url, other.url].map(send);
    for (const answer of await Promise.all(sent)) expect(answer.status).toBe(202);
    await passQueue(app.dataDir);
    const [link] = linksIn(await waitForMail(app.dataDir, email));
    expect(await mailTo(app.dataDir, email)).toHaveLength(1);
    const token = new URL(String(link)).searchParams.get("token");
    await newClient().post("/api/account/verify-email").send({ token }).expect(200);
  });
});

describe("an address that has reached its mail limit", () => {
  const STRANGERS = "the password of a stranger";

  /** Signs up more often than an address is mailed: under other names, or it would be the same again. */
  async function fill(email: string, password: string) {
    for (let n = 0; n < 5; n++) {
      await signUp({ email, password, name: `${NAME} ${n}` }).expect(202);
    }
  }

  /** Follows the link mailed last. @returns whether each password opens the account then */
  async function confirmed(email: string, passwords: string[]): Promise<boolean[]> {
    const last = await waitForMail(app.dataDir, email, 5);
    const token = new URL(String(linksIn(last)[0])).searchParams.get("token");
    await newClient().post("/api/account/verify-email").send({ token }).expect(200);
    const opens = async (password: string) => {
      const { headers } = await submitSignIn(newClient(), { email, password });
      return headers.location === `${app.url}/dashboard`;
    };
    return [await opens(passwords[0] ?? ""), await opens(passwords[1] ?? "")];
  }

  test("is not opened by the password a stranger signed up with before", async () => {
    const email = newEmail();
    await fill(email, STRANGERS);
    await signUp({ email }).expect(202);
    await passQueue(app.dataDir);
    const { id } = (await userOf(email)) ?? {};
    expect(await eventNames(String(id))).toContain("user_updated:password_removed");
    expect(await confirmed(email, [STRANGERS, PASSWORD])).toEqual([false, false]);
    await newClient().post("/api/account/forgot-password").send({ email }).expect(202);
    expect((await waitForMail(app.dataDir, email, 6)).subject).toBe(
      english("resetPasswordMail.subject"),
    );
  });

  test("keeps the password when somebody signs up repeatedly", async () => {
    const email = newEmail();
    await fill(email, PASSWORD);
    for (let n = 0; n < 2; n++) await signUp({ email }).expect(202);
    expect(await confirmed(email, [PASSWORD, STRANGERS])).toEqual([true, false]);
  });

  test("is left alone after it is confirmed", async () => {
    const account = await createAccount();
    for (let n = 0; n < 6; n++) await signUp({ email: account.email }).expect(202);
    await passQueue(app.dataDir);
    await signedInClient(account);
  });
});

test("the form leads a new and a known address to the same page", async () => {
  const known = await createAccount();
  for (const email of [newEmail(), known.email]) {
    const client = newClient();
    const { headers } = await client
      .post("/api/account")
      .type("form")
      .send({ name: NAME, email, password: PASSWORD })
      .expect(303);
    expect(headers.location).toBe("/check-mail");
    expect((await client.get("/check-mail")).text).toContain(`${app.dataDir}/mail`);
  }
});

test("a visitor who is signed in is told so, and no account is created", async () => {
  const client = await signedInClient(await createAccount());
  const email = newEmail();
  expectProblem(await signUp({ email }, client), 409, "already_signed_in");
  expect(await userOf(email)).toBeNull();
});

test("mail to one address is limited, silently [V2.4.1]", async () => {
  const email = newEmail();
  for (let n = 0; n < 7; n++) await signUp({ email, name: `${NAME} ${n}` }).expect(202);
  await waitForMail(app.dataDir, email, 5);
  await passQueue(app.dataDir);
  expect(await mailTo(app.dataDir, email)).toHaveLength(5);
});

describe("refused fields: [V2.2.2]", () => {
  test("all errors are reported at once", async () => {
    expectInvalid(await signUp({ name: "", email: "x", password: "" }), [
      "name",
      "email",
      "password",
    ]);
  });

  test.each([
    "x",
    "@example.com",
    "ada@",
    "ada@example",
    "a@example.com, b@example.com",
    "a@example.com\r\nBcc: b@example.com",
    '"a@evil.example"@example.com',
    "Ada <a@example.com>",
    "a@exa mple.com",
    "a@example.com\u0000",
    `${"a".repeat(250)}@example.com`,
  ])("the address %p", async (email) => {
    expectInvalid(await signUp({ email }), ["email"]);
  });

  test.each([
    ["too short", "eleven char", english("fields.tooShort", { count: 12 })],
    ["over 128 characters", "ab cd ef ".repeat(15), english("fields.tooLong", { count: 128 })],
    ["10,000 characters", "x".repeat(10_000), english("fields.tooLong", { count: 128 })],
    ["one of the common ones", "password1234", english("fields.passwordCommon")],
    ["a repetition", "abcabcabcabc", english("fields.passwordRepeats")],
    ["the own name", "gracehopper1", english("fields.passwordPersonal")],
    ["the own address", "hopperish-ada1", english("fields.passwordPersonal")],
  ])("a password that is %s", async (_, password, message) => {
    const response = await signUp({ email: "hopperish-ada@example.com", password });
    expectInvalid(response, ["password"]);
    expect(response.body.errors).toEqual([{ field: "password", message }]);
  });

  test("come back to the form beside their fields, without the password [V14.2.1]", async () => {
    const client = newClient();
    const { headers } = await client
      .post("/api/account")
      .type("form")
      .send({ name: NAME, email: "grace@", password: "tooshort!" })
      .expect(303);
    expect(headers.location).toBe("/signup");
    const { text } = await client.get("/signup").expect(200);
    expect(text).toContain(english("fields.emailInvalid"));
    expect(text).toContain("grace@");
    expect(text).toContain(NAME);
    expect(text).not.toContain("tooshort!");
  });
});
