import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import { mailTo, tokenIn, waitForMail } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { tally } from "@/tests/support/people/guesses";
import { CROWD_MS } from "@/tests/support/process/patience";
import { atOnce } from "@/tests/support/requests/at-once";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine, signInKeeping } from "@/tests/support/requests/cookies";
import { expectInvalid, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

jest.setTimeout(CROWD_MS);

/* Forty at once, to two processes of the app on one database. Every answer must be sound. */

const N = 40;
const PASSWORD = "seven lemons on the harbour wall";
/** How many mails of one kind go to one address in an hour. */
const MAILS = 5;

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

const sibling = withSibling();

const stampede = <T>(send: (url: string, n: number) => PromiseLike<T>) =>
  atOnce(N, [app.url, sibling.url], send);

const post = (url: string, path: string, body: object) => newClient(url).post(path).send(body);

const forgot = (email: string) => post(app.url, "/api/account/forgot-password", { email });
const resend = (email: string) => post(app.url, "/api/account/verify-email/resend", { email });

async function canSignIn(email: string, password: string): Promise<boolean> {
  const { headers } = await submitSignIn(newClient(), { email, password });
  return headers.location === `${app.url}/dashboard`;
}

const eventsOf = ({ id }: Account, type: string, detail: string | null = null) =>
  db.securityEvent.count({ where: { subjectId: id, type, detail } });

const SPELLINGS = [
  (email: string) => email,
  (email: string) => email.toUpperCase(),
  (email: string) => ` ${email}\t`,
  (email: string) => email.replace("ada", "ａｄａ"),
  (email: string) => email.replace("@", "＠"),
  (email: string) => email.replace(".com", "。com"),
];

test("51 sign-ups of one address in every spelling create one complete account and get one answer [V2.3.4 V15.4.2]", async () => {
  for (let round = 0; round < 3; round++) {
    const email = newEmail();
    const answers = await stampede((url, n) => {
      const spelt = SPELLINGS[n % SPELLINGS.length]?.(email);
      // Under a name each: the same form sent twice at once would be taken for one.
      return post(url, "/api/account", { name: `Ada ${n}`, email: spelt, password: PASSWORD });
    });
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(tally(answers)).toEqual({ 202: N });

    await waitForMail(app.dataDir, email, MAILS);
    const unique = email.slice("ada-".length, email.indexOf("@"));
    const users = await db.user.findMany({ where: { email: { contains: unique } } });
    expect(users.map((user) => user.email)).toEqual([email]);
    const mails = await mailTo(app.dataDir, email);
    const verified = [];
    for (const mail of mails) {
      verified.push(await post(app.url, "/api/account/verify-email", { token: tokenIn(mail) }));
    }
    expect(tally(verified)).toEqual({ 200: 1, 422: MAILS - 1 });
    expect(await canSignIn(email, PASSWORD)).toBe(true);
  }
});

test("52 one reset link with many passwords sets exactly one of them, once [V2.3.4 V6.4.3 V6.5.1 V15.4.2]", async () => {
  const account = await createAccount();
  const { client } = await signInKeeping(account);
  await forgot(account.email).expect(202);
  const token = tokenIn(await waitForMail(app.dataDir, account.email));

  const passwords = Array.from({ length: N }, (_, n) => `${PASSWORD} ${n}`);
  const answers = await stampede((url, n) =>
    post(url, "/api/account/reset-password", { token, password: passwords[n] }),
  );
  expect(tally(answers)).toEqual({ 200: 1, 422: N - 1 });
  for (const answer of answers.filter(({ status }) => status === 422)) {
    expectInvalid(answer, ["token"]);
  }

  expect(await eventsOf(account, "authn_password_change")).toBe(1);
  const told = await waitForMail(app.dataDir, account.email, 2);
  expect(told.subject).toBe(english("passwordChangedMail.subject"));
  expect(await mailTo(app.dataDir, account.email)).toHaveLength(2);

  const winner = answers.findIndex(({ status }) => status === 200);
  expect(await canSignIn(account.email, String(passwords[winner]))).toBe(true);
  expect(await canSignIn(account.email, String(passwords[(winner + 1) % N]))).toBe(false);
  expect(await canSignIn(account.email, account.password)).toBe(false);
  await client.get("/api/me").expect(401);
});

describe("56 a change of address [V2.3.4 V6.6.2 V15.4.2]", () => {
  const ask = (cookie: string, account: Account, url: string, email: string) =>
    post(url, "/api/me/email", { email, password: account.password }).set("Cookie", cookie);
  const confirm = (cookie: string, url: string, token: string) =>
    post(url, "/api/account/email/confirm", { token }).set("Cookie", cookie);
  const addressOf = async ({ id }: Account) =>
    (await db.user.findUniqueOrThrow({ where: { id } })).email;

  test("requested to two addresses at once: one mail works, and sets the address it went to", async () => {
    const account = await createAccount();
    const { cookie } = await signInKeeping(account);
    const addresses = [newEmail(), newEmail()];
    // Four in a row go to one address, so that each process gets both.
    const answers = await stampede((url, n) =>
      ask(cookie, account, url, String(addresses[(n >> 2) % 2])),
    );
    expect(answers.filter(({ status }) => ![202, 429].includes(status))).toEqual([]);
    expect(await addressOf(account)).toBe(account.email);

    const mailed: { email: string; token: string }[] = [];
    for (const [which, email] of addresses.entries()) {
      const taken = answers.filter(({ status }, n) => status === 202 && (n >> 2) % 2 === which);
      if (taken.length === 0) continue;
      await waitForMail(app.dataDir, email, Math.min(MAILS, taken.length));
      for (const mail of await mailTo(app.dataDir, email)) {
        mailed.push({ email, token: tokenIn(mail) });
      }
    }
    const confirmed = await stampede((url, n) =>
      confirm(cookie, url, String(mailed[(n >> 1) % mailed.length]?.token)),
    );
    // The one that wins ends the session: who comes later is signed in no more.
    const { 200: won, 401: late = 0, 422: lost = 0 } = tally(confirmed);
    expect([won, late + lost]).toEqual([1, N - 1]);
    const winner = confirmed.findIndex(({ status }) => status === 200);
    expect(await addressOf(account)).toBe(mailed[(winner >> 1) % mailed.length]?.email);
  });

  test("confirmed while another is requested never sets the unconfirmed one", async () => {
    const account = await createAccount();
    const { cookie } = await signInKeeping(account);
    const [mine, victim] = [newEmail(), newEmail()];
    await ask(cookie, account, app.url, mine).expect(202);
    const token = tokenIn(await waitForMail(app.dataDir, mine));
    const answers = await stampede((url, n) =>
      n & 2 ? confirm(cookie, url, token) : ask(cookie, account, url, victim),
    );
    const worked = answers.filter(({ status }, n) => n & 2 && status === 200);
    expect(worked.length).toBeLessThanOrEqual(1);
    expect(await addressOf(account)).toBe(worked.length === 1 ? mine : account.email);
  });
});

describe("58 the link that confirms an address [V2.3.4 V3.5.3 V6.3.6 V6.5.1 V7.6.2]", () => {
  let account: Account;
  let token: string;

  const open = (url: string, method: "get" | "head") =>
    newClient(url)[method](`/link/verify?token=${token}`);
  const verify = (url: string) => post(url, "/api/account/verify-email", { token });
  const isVerified = async () =>
    (await db.user.findUniqueOrThrow({ where: { id: account.id } })).emailVerified !== null;

  beforeEach(async () => {
    account = await createAccount({ verified: false });
    await resend(account.email).expect(202);
    token = tokenIn(await waitForMail(app.dataDir, account.email));
  });

  test("opened by mail scanners, is not used up and confirms nothing", async () => {
    const answers = await stampede((url, n) => open(url, n % 3 ? "get" : "head"));
    expect(tally(answers)).toEqual({ 200: N });
    for (const { headers } of answers) {
      expect(headers["referrer-policy"]).toBe("same-origin");
      expect(sessionLine({ headers })).toBeUndefined();
    }
    expect(await isVerified()).toBe(false);
    await verify(sibling.url).expect(200);
  });

  test("used by many at once, confirms once and signs nobody in", async () => {
    const answers = await stampede(verify);
    expect(tally(answers)).toEqual({ 200: 1, 422: N - 1 });
    for (const { headers } of answers) expect(headers).not.toHaveProperty("set-cookie");
    expect(await isVerified()).toBe(true);
    expect(await eventsOf(account, "user_updated", "email_verified")).toBe(1);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
    expectInvalid(await verify(app.url), ["token"]);
    expect(await canSignIn(account.email, account.password)).toBe(true);
  });

  test("used while a stranger signs up with the address, never gives the stranger's password access", async () => {
    const stranger = "the password of a stranger";
    const answers = await stampede((url, n) =>
      n & 2
        ? verify(url)
        : post(url, "/api/account", { name: "Eve", email: account.email, password: stranger }),
    );
    const confirmed = answers.some(({ status }) => status === 200);
    expect(await isVerified()).toBe(confirmed);
    expect(await canSignIn(account.email, stranger)).toBe(false);
    expect(await canSignIn(account.email, account.password)).toBe(confirmed);
  });
});
