import { db } from "@/lib/platform/db/client";
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
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { type Guess, guesser, tally } from "@/tests/support/people/guesses";
import { atOnce } from "@/tests/support/requests/at-once";
import { newClient, randomAddress } from "@/tests/support/requests/client";
import { setCookieLines } from "@/tests/support/requests/cookies";
import {
  type Answer,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";

const PASSWORD = "seven lemons on the harbour wall";
/** More at once would wait for a database connection longer than a request may. */
const WAVE = 50;
/** Tries an account takes at once, and a network address; after them one at a time. */
const BUDGET = { account: 5, address: 30 };
/** The gate opens after 1 s, 2 s, 4 s …: so often at most while a test guesses. */
const OPENINGS = 4;

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

const sibling = withSibling();

/** That as many guesses were looked at as the budget allows, and the others were told to wait. */
function expectThrottled(answers: { status: number }[], budget: number): void {
  const { 401: lookedAt = 0, 429: refused = 0 } = tally(answers);
  expect(lookedAt + refused).toBe(answers.length);
  expect(lookedAt).toBeGreaterThanOrEqual(budget);
  expect(lookedAt).toBeLessThanOrEqual(budget + OPENINGS);
}

/** Guesses, in waves of fifty at once, by turns to both processes. */
async function guessing(
  count: number,
  guess: (n: number) => Guess,
  urls = [app.url, sibling.url],
): Promise<Answer[]> {
  const attackers = await Promise.all(urls.map(guesser));
  const answers: Answer[] = [];
  while (answers.length < count) {
    const sent = answers.length;
    answers.push(...(await atOnce(WAVE, attackers, (send, n) => send(guess(sent + n)))));
  }
  return answers;
}

const failures = ({ id }: Account, detail: string | null) =>
  db.securityEvent.count({ where: { subjectId: id, type: "authn_login_fail", detail } });

describe("55 of fifty wrong passwords at once [V6.3.1]", () => {
  test("an account has five looked at, and only those make its wait longer", async () => {
    const account = await createAccount();
    const answers = await guessing(150, () => ({ email: account.email }));
    expectThrottled(answers, BUDGET.account);
    const { 401: lookedAt = 0 } = tally(answers);
    expect(await failures(account, null)).toBe(lookedAt);
    const waits = answers.map(({ headers }) => Number(headers["retry-after"] ?? 0));
    expect(Math.max(...waits)).toBeLessThanOrEqual(2 ** (lookedAt - BUDGET.account));
  });

  test("a session that asks again for the password has five looked at", async () => {
    const account = await createAccount();
    const client = await signedInClient(account);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        client.post("/api/account/reauthenticate").send({ password: "not the password" }),
      ),
    );
    const { 422: lookedAt = 0, 429: refused = 0 } = tally(answers);
    expect(lookedAt + refused).toBe(50);
    expect(lookedAt).toBeGreaterThanOrEqual(BUDGET.account);
    expect(lookedAt).toBeLessThanOrEqual(BUDGET.account + OPENINGS);
    expect(await failures(account, "confirmation")).toBe(lookedAt);
  });
});

test("55 a success clears the count of its account, but not that of the network address [V6.3.1]", async () => {
  const own = await createAccount();
  const from = randomAddress();
  const guess = await guesser();
  const guesses = [];
  for (let n = 0; n < BUDGET.address; n++) {
    if (n % 3 === 0) expect((await guess({ ...own, from })).status).toBe(200);
    if (n < BUDGET.account - 1) guesses.push(await guess({ email: own.email, from }));
    else guesses.push(await guess({ email: newEmail(), from }));
  }
  expect(tally(guesses)).toEqual({ 401: BUDGET.address });
  const more = await guessing(50, () => ({ email: newEmail(), from }));
  expectThrottled(more, 0);
  // Others are not held up by it.
  expect((await guess(own)).status).toBe(200);
});

describe("55 when passwords cannot be hashed [V6.3.1]", () => {
  const busy = withSibling({ PASSWORD_THREADS: "1", PASSWORD_COST: "11" });

  test("an attempt that ended in our failure was none", async () => {
    const emails = Array.from({ length: 60 }, newEmail);
    const guessBusy = await guesser(busy.url);
    const answers = await Promise.all(emails.map((email) => guessBusy({ email, fault: true })));
    const failed = emails.filter((_, n) => answers[n]?.status === 503);
    expect(failed.length).toBeGreaterThan(5);
    for (const answer of answers.filter(({ status }) => status === 503)) expectRetryAfter(answer);

    const guess = await guesser();
    for (const email of failed.slice(0, 5)) {
      const later = [];
      for (let n = 0; n < BUDGET.account; n++) later.push(await guess({ email }));
      expect(tally(later)).toEqual({ 401: BUDGET.account });
    }
  });
});

describe("68 guesses at one account [V2.3.2 V2.4.1 V4.1.3 V6.3.1 V15.3.4]", () => {
  /** Signs in. @returns the cookie by which the browser is known from then on */
  async function deviceOf({ email, password }: Account): Promise<string> {
    const signedIn = await submitSignIn(newClient(), { email, password });
    const line = setCookieLines(signedIn).find((one) => one.startsWith("latchkey.device="));
    return String(line?.split(";", 1)[0]);
  }

  test("two hundred from as many addresses: a handful is looked at, the owner comes in and can recover", async () => {
    const account = await createAccount();
    const [own, strange] = [await deviceOf(account), await deviceOf(await createAccount())];
    const answers = await guessing(200, () => ({ email: account.email }));
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

  test("a known browser has five guesses of its own, not more", async () => {
    const account = await createAccount();
    const cookie = await deviceOf(account);
    const answers = await guessing(50, () => ({ email: account.email, cookie }));
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

  test("every spelling of its address counts as that address, and an unknown one is counted alike", async () => {
    for (const { email } of [await createAccount(), { email: newEmail() }]) {
      const spellings = [email, email.toUpperCase(), ` ${email} `, email.replace("@", "＠")];
      const answers = await guessing(50, (n) => ({ email: spellings[(n >> 1) & 3] ?? "" }));
      expectThrottled(answers, BUDGET.account);
    }
  });
});

describe("68 guesses from one network address [V2.3.2 V2.4.1 V4.1.3 V6.3.1 V15.3.4]", () => {
  test("one password on two hundred accounts: thirty are looked at", async () => {
    const accounts: Account[] = [];
    while (accounts.length < 200) accounts.push(await createAccount());
    const from = randomAddress();
    const answers = await guessing(200, (n) => ({ email: accounts[n]?.email ?? "", from }));
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
    const answers = await guessing(100, (n) => ({ email: newEmail(), from: from(n) }));
    expectThrottled(answers, BUDGET.address);
  });

  test("a neighbouring /64 is not held up", async () => {
    await guessing(50, (n) => ({ email: newEmail(), from: `2001:db8:68:100::${n}` }));
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
  });

  afterAll(() => server?.stop());

  test("a hundred forged X-Forwarded-For are one network address", async () => {
    const guesses = await guessing(100, (n) => ({ email: newEmail(), from: from(n) }), [
      server.url,
    ]);
    expectThrottled(guesses, BUDGET.address);
  });
});
