import { cookieName } from "@/lib/platform/http/cookies";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { startOwnApp } from "@/tests/support/app/own-app";
import { withSibling } from "@/tests/support/app/second-server";
import type { AppServer } from "@/tests/support/app/server";
import { LONG_AFTER, spendTries } from "@/tests/support/database/throttles";
import { tokenIn, waitForMail } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { BUDGET, expectThrottled, guesser, guessing } from "@/tests/support/people/guesses";
import { CROWD_MS, START_MS } from "@/tests/support/process/patience";
import { newClient, randomAddress } from "@/tests/support/requests/client";
import { setCookieLines } from "@/tests/support/requests/cookies";
import { expectQuietLog, expectRetryAfter } from "@/tests/support/requests/expectations";

jest.setTimeout(CROWD_MS);

const PASSWORD = "seven lemons on the harbour wall";

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

const sibling = withSibling();

const urls = () => [app.url, sibling.url];

describe("68 guesses at one account [V2.3.2 V2.4.1 V4.1.3 V6.3.1 V15.3.4]", () => {
  /** Signs in. @returns the cookie by which the browser is known from then on */
  async function deviceOf({ email, password }: Account): Promise<string> {
    const signedIn = await submitSignIn(newClient(), { email, password });
    const line = setCookieLines(signedIn).find((one) => one.startsWith(`${cookieName("device")}=`));
    return String(line?.split(";", 1)[0]);
  }

  test("of two hundred from as many addresses a handful is checked, and the owner can sign in and recover", async () => {
    const account = await createAccount();
    const [own, strange] = [await deviceOf(account), await deviceOf(await createAccount())];
    const answers = await guessing(200, urls(), () => ({ email: account.email }));
    expectThrottled(answers, BUDGET.account);
    for (const answer of answers.filter(({ status }) => status === 429)) expectRetryAfter(answer);

    // In a browser that has signed in before, its owner notices nothing of it.
    const guess = await guesser();
    await untilRefused(account);
    expect((await guess({ ...account, cookie: strange })).status).toBe(429);
    expect((await guess({ ...account, cookie: own })).status).toBe(200);

    const { email } = account;
    await newClient().post("/api/account/forgot-password").send({ email }).expect(202);
    const token = tokenIn(await waitForMail(app.dataDir, email));
    const reset = { token, password: PASSWORD };
    await newClient().post("/api/account/reset-password").send(reset).expect(200);
    expect((await guess({ email, password: PASSWORD })).status).toBe(200);
  });

  test("a known browser has five guesses of its own, and no more", async () => {
    const account = await createAccount();
    const cookie = await deviceOf(account);
    const answers = await guessing(50, urls(), () => ({ email: account.email, cookie }));
    expectThrottled(answers, BUDGET.account);
  });

  /** Guesses until the gate is closed, and for longer than the test takes. */
  async function untilRefused({ email }: Account): Promise<void> {
    await spendTries({ limit: limits.signInByAccount, subject: email }, LONG_AFTER);
    const guess = await guesser();
    let status = 401;
    while (status === 401) ({ status } = await guess({ email }));
    expect(status).toBe(429);
  }

  test("every spelling of an address counts as that address, and an unknown one counts alike", async () => {
    for (const { email } of [await createAccount(), { email: newEmail() }]) {
      const spellings = [email, email.toUpperCase(), ` ${email} `, email.replace("@", "＠")];
      const answers = await guessing(50, urls(), (n) => ({ email: spellings[(n >> 1) & 3] ?? "" }));
      expectThrottled(answers, BUDGET.account);
    }
  });
});

describe("68 guesses from one network address [V2.3.2 V2.4.1 V4.1.3 V6.3.1 V15.3.4]", () => {
  test("one password on two hundred accounts is checked on thirty", async () => {
    const accounts: Account[] = [];
    while (accounts.length < 200) accounts.push(await createAccount());
    const from = randomAddress();
    const answers = await guessing(200, urls(), (n) => ({
      email: accounts[n % 200]?.email ?? "",
      from,
    }));
    expectThrottled(answers, BUDGET.address);
  });

  test.each([
    [
      "an X-Forwarded-For that claims others before it",
      (n: number) => `203.0.113.${n}, 198.51.100.7`,
    ],
    ["a /64 of IPv6", (n: number) => `2001:db8:68:64:${n.toString(16)}:${n + 1}::${n}`],
    [
      "IPv4 in its forms",
      (n: number) =>
        ["192.0.2.68", "::ffff:192.0.2.68", "::FFFF:c000:244", "0:0:0:0:0:ffff:c000:0244"][
          (n >> 1) & 3
        ] ?? "",
    ],
  ])("%s is one", async (_, from) => {
    const answers = await guessing(100, urls(), (n) => ({ email: newEmail(), from: from(n) }));
    expectThrottled(answers, BUDGET.address);
  });

  test("a neighbouring /64 is not slowed down", async () => {
    await guessing(50, urls(), (n) => ({ email: newEmail(), from: `2001:db8:68:100::${n}` }));
    const guess = await guesser();
    const account = await createAccount();
    expect((await guess({ ...account, from: "2001:db8:68:101::1" })).status).toBe(200);
  });
});

// On databases of their own: what is counted here is counted against this machine.
describe.each([
  ["no proxy is trusted", "0", (n: number) => `203.0.113.${n}`],
  ["a trusted proxy names nobody", "1", (n: number) => `unknown-${n}`],
])("68 where %s [V2.3.2 V2.4.1 V4.1.3 V6.3.1 V15.3.4]", (_, hops, from) => {
  let server: AppServer;

  beforeAll(async () => {
    server = await startOwnApp(`hops_${hops}`, { TRUSTED_PROXY_HOPS: hops });
  }, START_MS);

  afterAll(() => server?.stop());

  test("a hundred forged X-Forwarded-For are one network address", async () => {
    const guesses = await guessing(100, [server.url], (n) => ({
      ...{ email: newEmail(), from: from(n) },
    }));
    expectThrottled(guesses, BUDGET.address);
  });
});
