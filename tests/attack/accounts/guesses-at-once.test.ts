import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
} from "@/tests/support/people/accounts";
import { BUDGET, expectThrottled, guesser, guessing, tally } from "@/tests/support/people/guesses";
import { CROWD_MS } from "@/tests/support/process/patience";
import { randomAddress } from "@/tests/support/requests/client";
import { expectQuietLog, expectRetryAfter } from "@/tests/support/requests/expectations";

jest.setTimeout(CROWD_MS);

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

const sibling = withSibling();

const urls = () => [app.url, sibling.url];

const failures = ({ id }: Account, detail: string | null) =>
  db.securityEvent.count({ where: { subjectId: id, type: "authn_login_fail", detail } });

describe("55 of fifty wrong passwords at once [V6.3.1]", () => {
  test("an account has five checked, and only those lengthen its wait", async () => {
    const account = await createAccount();
    const answers = await guessing(100, urls(), () => ({ email: account.email }));
    expectThrottled(answers, BUDGET.account);
    const { 401: lookedAt = 0 } = tally(answers);
    expect(await failures(account, null)).toBe(lookedAt);
    const waits = answers.map(({ headers }) => Number(headers["retry-after"] ?? 0));
    // A wait is told from when its request began, which may be before the last try was counted.
    expect(Math.max(...waits)).toBeLessThanOrEqual(2 ** (lookedAt - BUDGET.account) + 1);
  });

  test("a session that confirms its password has five checked", async () => {
    const account = await createAccount();
    const client = await signedInClient(account);
    const ask = () => client.post("/api/me/reauthenticate").send({ password: "not the password" });
    const answers = await Promise.all(Array.from({ length: 50 }, ask));
    for (let n = 0; n < BUDGET.account; n++) answers.push(await ask());
    expectThrottled(answers, BUDGET.account, 422);
    expect(await failures(account, "confirmation")).toBe(tally(answers)[422]);
  });
});

test("55 a success clears the count of its account, but not of the network address [V6.3.1]", async () => {
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
  const more = await guessing(50, urls(), () => ({ email: newEmail(), from }));
  expectThrottled(more, 0);
  // Others are not held up by it.
  expect((await guess(own)).status).toBe(200);
});

describe("55 when passwords cannot be hashed [V6.3.1]", () => {
  const busy = withSibling({ PASSWORD_THREADS: "1", PASSWORD_COST: "11" });

  test("an attempt that fails on our side is not counted", async () => {
    const emails = Array.from({ length: 40 }, newEmail);
    const guessBusy = await guesser(busy.url);
    const answers = await Promise.all(emails.map((email) => guessBusy({ email, fault: true })));
    const failed = emails.filter((_, n) => answers[n]?.status === 503);
    expect(failed.length).toBeGreaterThan(5);
    for (const answer of answers.filter(({ status }) => status === 503)) expectRetryAfter(answer);

    const guess = await guesser();
    for (const email of failed.slice(0, 3)) {
      const later = [];
      for (let n = 0; n < BUDGET.account; n++) later.push(await guess({ email }));
      expect(tally(later)).toEqual({ 401: BUDGET.account });
    }
  });
});
