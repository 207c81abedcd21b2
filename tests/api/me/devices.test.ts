import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { LONG_AFTER, spendTries } from "@/tests/support/database/throttles";
import { linksIn, mailTo, waitForMail, waitForSubject } from "@/tests/support/mail/mail";
import { type Account, createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { until } from "@/tests/support/process/until";
import { type ApiClient, newClient, randomAddress } from "@/tests/support/requests/client";
import { setCookieLines } from "@/tests/support/requests/cookies";
import { type Answer, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const NAME = cookieName("device");
const NEW_SIGN_IN = english("newDeviceMail.subject");
const NEW_PASSWORD = "seven quiet lanterns";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

/** The Set-Cookie line of the browser's own secret. */
const deviceLine = (answer: Answer) =>
  setCookieLines(answer).find((line) => line.startsWith(`${NAME}=`));

/** The secret that an answer gives the browser. */
function deviceIn(answer: Answer): string {
  const value = deviceLine(answer)?.slice(NAME.length + 1);
  if (!value) throw new Error("The answer sets no device cookie");
  return value.slice(0, value.indexOf(";"));
}

/** Signs in, in a browser that may be signed in already: that one is shown no form. */
async function signIn(client: ApiClient, password = account.password, extra: object = {}) {
  const { csrfToken } = (await client.get("/api/auth/csrf")).body;
  return client
    .post("/api/auth/callback/credentials")
    .type("form")
    .send({ csrfToken, email: account.email, password, ...extra });
}

const hasSignedIn = ({ headers }: Answer) => headers.location === `${app.url}/dashboard`;

const devices = () =>
  db.device.findMany({ where: { userId: account.id }, orderBy: { createdAt: "asc" } });

/** The mails about new browsers so far, once nothing is on its way any more. */
async function newSignInMails() {
  await until("all mail is delivered", async () => {
    const waiting = await db.outboxMail.count({ where: { deliveredAt: null, failedAt: null } });
    return waiting === 0;
  });
  const mails = await mailTo(app.dataDir, account.email);
  return mails.filter(({ subject }) => subject === NEW_SIGN_IN);
}

describe("a sign-in", () => {
  test("gives the browser its own secret for 400 days, which no script can read", async () => {
    const answer = await signIn(newClient());
    const flags = deviceLine(answer)?.split("; ").slice(1).sort();
    expect(flags).toEqual(["HttpOnly", `Max-Age=${400 * 86_400}`, "Path=/", "SameSite=Lax"]);
    expect(await devices()).toMatchObject([{ secretHash: hashSecret(deviceIn(answer)) }]);
  });

  test("again in the same browser keeps the secret and extends its cookie", async () => {
    const client = newClient();
    const first = deviceIn(await signIn(client));
    const [before] = await devices();
    const again = await signIn(client);
    expect(deviceIn(again)).toBe(first);
    expect(deviceLine(again)).toContain(`Max-Age=${400 * 86_400}`);
    const after = await devices();
    expect(after).toHaveLength(1);
    expect(Number(after[0]?.lastSeenAt)).toBeGreaterThan(Number(before?.lastSeenAt));
  });

  test("that fails gives the browser no secret", async () => {
    expect(deviceLine(await signIn(newClient(), "not the password"))).toBeUndefined();
    expect(await devices()).toEqual([]);
  });

  test("in the account's first browser sends no mail, nor does the next one there", async () => {
    const client = newClient();
    await signIn(client);
    await signIn(client);
    expect(await newSignInMails()).toEqual([]);
  });

  test("in another browser notifies the owner once, with browser and place", async () => {
    await signIn(newClient());
    const address = randomAddress();
    const other = newClient();
    other.set("User-Agent", FIREFOX).set("X-Forwarded-For", address);
    await signIn(other);
    const mail = await waitForSubject(app.dataDir, account.email, NEW_SIGN_IN);
    expect(mail.text).toContain("Firefox");
    expect(mail.text).toContain("Linux");
    expect(mail.text).toContain(address);
    expect(linksIn(mail)).toEqual([`${app.url}/forgot-password`]);
    await signIn(other);
    expect(await newSignInMails()).toHaveLength(1);
  });

  test("in somebody else's browser counts as a new browser of the account", async () => {
    const client = newClient();
    await signIn(newClient());
    const { email, password } = await createAccount();
    const theirs = deviceIn(await submitSignIn(client, { email, password }));
    const [own, other] = deviceIn(await signIn(client)).split(".");
    expect(other).toBe(theirs);
    expect((await devices()).map(({ secretHash }) => secretHash)).toContain(
      hashSecret(String(own)),
    );
    expect(await newSignInMails()).toHaveLength(1);
  });
});

test("signing out leaves the browser known", async () => {
  const client = newClient();
  const device = deviceIn(await signIn(client));
  const csrf = (await client.get("/api/auth/csrf")).body.csrfToken;
  const out = await client.post("/api/auth/signout").type("form").send({ csrfToken: csrf });
  expect(deviceLine(out)).toBeUndefined();
  expect(deviceIn(await signIn(client))).toBe(device);
});

describe("strangers' guesses", () => {
  /** Tries of everybody whose browser is not known. */
  const strangers = () => ({ limit: limits.signInByAccount, subject: account.email });

  /** As after many of them: the next one begins a long wait for all of them. */
  async function guessed(): Promise<void> {
    await spendTries(strangers(), LONG_AFTER);
    await signIn(newClient(), "not the password");
    expect(hasSignedIn(await signIn(newClient()))).toBe(false);
  }

  test("do not keep the owner's browser waiting", async () => {
    const client = newClient();
    await signIn(client);
    await guessed();
    expect(hasSignedIn(await signIn(client))).toBe(true);
    // A success there forgives them nothing.
    expect(hasSignedIn(await signIn(newClient()))).toBe(false);
  });

  test("are not slowed down by the owner's own, nor is the owner's other browser", async () => {
    const [client, other] = [newClient(), newClient()];
    const device = deviceIn(await signIn(client));
    await signIn(other);
    const subject = `${account.email} ${device}`;
    await spendTries({ limit: limits.signInByAccount, subject }, LONG_AFTER);
    await signIn(client, "not the password");
    expect(hasSignedIn(await signIn(client))).toBe(false);
    expect(hasSignedIn(await signIn(other))).toBe(true);
    expect(hasSignedIn(await signIn(newClient()))).toBe(true);
  });

  test("from the same network address do not keep it waiting either", async () => {
    const [client, another] = [newClient(), newClient()];
    await signIn(client);
    const subject = "192.0.2.77";
    for (const one of [client, another]) one.set("X-Forwarded-For", subject);
    await spendTries({ limit: limits.signInByNetwork, subject }, limits.signInByNetwork.points + 8);
    await signIn(another, "not the password");
    expect(hasSignedIn(await signIn(another))).toBe(false);
    expect(hasSignedIn(await signIn(client))).toBe(true);
  });

  test("gain nothing by a form field with the owner's secret", async () => {
    const device = deviceIn(await signIn(newClient()));
    await guessed();
    for (const extra of [{ device }, { [NAME]: device }]) {
      expect(hasSignedIn(await signIn(newClient(), account.password, extra))).toBe(false);
    }
    const inQuery = newClient();
    const { csrfToken } = (await inQuery.get("/api/auth/csrf")).body;
    const answer = await inQuery
      .post(`/api/auth/callback/credentials?device=${device}`)
      .type("form")
      .send({ csrfToken, email: account.email, password: account.password });
    expect(hasSignedIn(answer)).toBe(false);
    // The cookie is what counts: the same secret there is let in.
    const own = newClient();
    own.jar.setCookie(`${NAME}=${device}`, "localhost", "/");
    expect(hasSignedIn(await signIn(own))).toBe(true);
  });

  test.each([
    ["made up", "made-up"],
    ["long", "x".repeat(3000)],
    ["no text", "%00"],
    ["empty", ""],
  ])("gain nothing by a cookie that is %s, and nothing breaks", async (_what, value) => {
    await signIn(newClient());
    await guessed();
    const client = newClient();
    client.jar.setCookie(`${NAME}=${value}`, "localhost", "/");
    expect(hasSignedIn(await signIn(client))).toBe(false);
  });
});

describe("a new password by a mailed link", () => {
  async function reset() {
    await newClient().post("/api/account/forgot-password").send({ email: account.email });
    const [link] = linksIn(
      await waitForSubject(app.dataDir, account.email, english("resetPasswordMail.subject")),
    );
    const token = new URL(String(link)).searchParams.get("token");
    const client = newClient();
    const answer = await client
      .post("/api/account/reset-password")
      .send({ token, password: NEW_PASSWORD })
      .expect(200);
    return { client, answer };
  }

  test("makes the browser known, and guesses do not keep it waiting", async () => {
    const { client, answer } = await reset();
    expect(deviceLine(answer)).toContain("HttpOnly");
    const subject = account.email;
    await spendTries({ limit: limits.signInByAccount, subject }, LONG_AFTER);
    await signIn(newClient(), "not the password");
    expect(hasSignedIn(await signIn(newClient(), NEW_PASSWORD))).toBe(false);
    expect(hasSignedIn(await signIn(client, NEW_PASSWORD))).toBe(true);
    expect(await newSignInMails()).toEqual([]);
  });

  test("forgets every other browser: the owner is notified of the next sign-in there", async () => {
    const before = newClient();
    const known = deviceIn(await signIn(before));
    const { answer } = await reset();
    expect(await devices()).toMatchObject([{ secretHash: hashSecret(deviceIn(answer)) }]);
    expect(deviceIn(answer)).not.toBe(known);
    await signIn(before, NEW_PASSWORD);
    await waitForSubject(app.dataDir, account.email, NEW_SIGN_IN);
  });
});

test("an undone change of the address forgets every browser", async () => {
  const thief = newClient();
  await signIn(thief);
  const email = `moved-${account.email}`;
  await thief.post("/api/me/email").send({ email, password: account.password }).expect(202);
  const follow = async (to: string, path: string, client: ApiClient) => {
    const [link] = linksIn(await waitForMail(app.dataDir, to));
    const token = new URL(String(link)).searchParams.get("token");
    await client.post(`/api/account/email/${path}`).send({ token }).expect(200);
  };
  await follow(email, "confirm", thief);
  expect(await devices()).toHaveLength(1);
  await follow(account.email, "undo", newClient());
  expect(await devices()).toEqual([]);
});
