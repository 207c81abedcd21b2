import { type Account, createAccount, csrfToken, newEmail } from "../support/accounts";
import { app } from "../support/app";
import { sessionLine } from "../support/cookies";
import {
  type Answer,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
  watchedClient,
} from "../support/expectations";
import type { ApiClient } from "../support/http";

const CALLBACK = "/api/auth/callback/credentials";
const PASSWORD = "seven lemons on the harbour wall";

afterAll(expectQuietLog);

/** Calls until an answer says 429. @returns how many were let through before, and that answer */
async function untilRefused<A extends Answer>(most: number, call: (n: number) => PromiseLike<A>) {
  for (let n = 0; n <= most; n++) {
    const answer = await call(n);
    if (answer.status === 429) return { passed: n, answer };
  }
  throw new Error(`Nothing was refused in ${most + 1} calls`);
}

describe("sign-in", () => {
  let account: Account;

  beforeEach(async () => {
    account = await createAccount();
  });

  /** Attempts with next-auth's own client, which is told the status; the form gets a redirect. */
  async function attempter(client: ApiClient) {
    const token = await csrfToken(client);
    return (email: string, password: string, extra: Record<string, string> = { json: "true" }) =>
      client
        .post(CALLBACK)
        .type("form")
        .send({ csrfToken: token, email, password, ...extra });
  }

  test("an account takes ten wrong passwords in a quarter of an hour, from wherever", async () => {
    const { passed, answer } = await untilRefused(15, async () => {
      const attempt = await attempter(watchedClient());
      return attempt(account.email, "not the password");
    });
    expect(passed).toBe(10);
    expectRetryAfter(answer);
    expect(Number(answer.headers["retry-after"])).toBeLessThanOrEqual(15 * 60);
    expect(new URL(answer.body.url).origin).toBe(app.url);
    expect(new URL(answer.body.url).searchParams.get("error")).toMatch(/^too_many_requests:\d+$/);
  });

  test("then not even the right password helps, and the form says when to come back", async () => {
    const client = watchedClient();
    const attempt = await attempter(client);
    for (let n = 0; n < 10; n++) await attempt(account.email, "not the password").expect(401);
    const refused = await attempt(account.email, account.password, {});
    expect(refused.status).toBe(303);
    expect(refused.headers.location).toMatch(/^\/signin/);
    expect(sessionLine(refused)).toBeUndefined();
    expectRetryAfter(refused);
    const { text } = await client.get("/signin");
    expect(text).toMatch(/Too many attempts\. Try again in \d+ (minutes|seconds)\./);
  });

  test("variants of an address count as that address", async () => {
    const attempt = await attempter(watchedClient());
    const variants = [account.email, account.email.toUpperCase(), ` ${account.email} `];
    const { passed } = await untilRefused(15, (n) =>
      attempt(variants[n % 3] ?? "", "not the password"),
    );
    expect(passed).toBe(10);
  });

  test("an unknown address is throttled like a known one", async () => {
    const attempt = await attempter(watchedClient());
    const email = newEmail();
    expect((await untilRefused(15, () => attempt(email, "not the password"))).passed).toBe(10);
  });

  test("fifty attempts at once are counted like fifty in a row", async () => {
    const attempt = await attempter(watchedClient());
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => attempt(account.email, "not the password")),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40);
  });

  test("a success forgets the failures of that account", async () => {
    const attempt = await attempter(watchedClient());
    for (let n = 0; n < 9; n++) await attempt(account.email, "not the password").expect(401);
    await attempt(account.email, account.password).expect(200);
    for (let n = 0; n < 9; n++) await attempt(account.email, "not the password").expect(401);
    await attempt(account.email, account.password).expect(200);
  });

  test("one network address takes sixty attempts, whatever the accounts", async () => {
    const attempt = await attempter(watchedClient());
    const { passed, answer } = await untilRefused(65, () =>
      attempt(newEmail(), "not the password"),
    );
    expect(passed).toBe(60);
    expectRetryAfter(answer);
    // A success does not clear that count, and others are not held up by it.
    await attempt(account.email, account.password).expect(429);
    const elsewhere = await attempter(watchedClient());
    await elsewhere(account.email, account.password).expect(200);
  });

  test("a forged X-Forwarded-For does not make a new network address", async () => {
    const client = watchedClient();
    const attempt = await attempter(client);
    const { passed } = await untilRefused(65, (n) =>
      attempt(newEmail(), "not the password").set(
        "X-Forwarded-For",
        `203.0.113.${n}, 198.51.100.7`,
      ),
    );
    expect(passed).toBe(60);
  });
});

describe.each([
  [
    "sign-up",
    20,
    "/api/account",
    () => ({ name: "Ada", email: newEmail(), password: PASSWORD }),
    "/signup",
  ],
  [
    "the resend",
    20,
    "/api/account/verify-email/resend",
    () => ({ email: newEmail() }),
    "/check-mail",
  ],
  [
    "the confirmation",
    60,
    "/api/account/verify-email",
    () => ({ token: "wrong" }),
    "/verify-email",
  ],
] as const)("%s", (_, points, path, body, page) => {
  test(`is answered 429 after ${points} calls from one network address`, async () => {
    const client = watchedClient();
    const { passed, answer } = await untilRefused(points + 5, () => client.post(path).send(body()));
    expect(passed).toBe(points);
    const { detail } = expectProblem(answer, 429, "too_many_requests");
    expect(detail).toMatch(/^Too many attempts\. Try again in \d+ (minutes|seconds)\.$/);
    expectRetryAfter(answer);

    const form = await client.post(path).type("form").send(body()).expect(303);
    expect(form.headers.location).toBe(page);
    expectRetryAfter(form);
    expect((await client.get(page)).text).toContain("Too many attempts.");

    await watchedClient()
      .post(path)
      .send(body())
      .expect(/^(?!.*too_many)/);
  });
});
