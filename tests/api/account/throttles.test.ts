import { newSecret } from "@/lib/platform/crypto/secret";
import { limits } from "@/lib/platform/rate-limit/limits";
import { networksOf } from "@/lib/platform/turns/networks";
import { app } from "@/tests/support/app/app";
import { LONG_AFTER, passTimeFor, spendTries } from "@/tests/support/database/throttles";
import { type Account, createAccount, csrfToken, newEmail } from "@/tests/support/people/accounts";
import { type ApiClient, newClient, randomAddress } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import {
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";

const CALLBACK = "/api/auth/callback/credentials";
const PASSWORD = "seven lemons on the harbour wall";

afterAll(expectQuietLog);

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

  /** As if the account had failed so often that each try begins a long wait. */
  const failOften = () => spendTries(counted(), LONG_AFTER);
  const counted = () => ({ limit: limits.signInByAccount, subject: account.email });
  const somebody = () => attempter(newClient());

  test("an account allows five wrong passwords at once, from anywhere, then one after each wait", async () => {
    for (let n = 0; n < 5; n++) {
      await (await somebody())(account.email, "not the password").expect(401);
    }
    await failOften();
    const attempt = await somebody();
    await attempt(account.email, "not the password").expect(401);
    const refused = await attempt(account.email, "not the password");
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers["retry-after"]);
    expect(wait).toBeGreaterThan(60);
    expect(wait).toBeLessThanOrEqual(128);
    expect(new URL(refused.body.url).origin).toBe(app.url);
    expect(new URL(refused.body.url).searchParams.get("error")).toBe("too_many_requests");
    await passTimeFor(counted(), wait);
    await attempt(account.email, "not the password").expect(401);
    const longer = await attempt(account.email, "not the password").expect(429);
    expect(Number(longer.headers["retry-after"])).toBeGreaterThan(wait);
  });

  test("during the wait even the right password is refused, and the form says when to come back", async () => {
    await failOften();
    const client = newClient();
    const attempt = await attempter(client);
    await attempt(account.email, "not the password").expect(401);
    const refused = await attempt(account.email, account.password, {});
    expect(refused.status).toBe(303);
    expect(refused.headers.location).toMatch(/^\/signin/);
    expect(sessionLine(refused)).toBeUndefined();
    expectRetryAfter(refused);
    const { text } = await client.get("/signin");
    expect(text).toMatch(/Too many attempts\. Try again in \d+ (minutes|seconds)\./);
    await passTimeFor(counted(), 128);
    await attempt(account.email, account.password).expect(200);
  });

  test("of twenty attempts at once after a wait, one is checked", async () => {
    await failOften();
    const attempt = await somebody();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => attempt(account.email, "not the password")),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(19);
  });

  test("a success clears the failures of that account", async () => {
    for (let round = 0; round < 2; round++) {
      // From other browsers: one that has been signed in to counts by itself.
      const attempt = await somebody();
      for (let n = 0; n < 4; n++) await attempt(account.email, "not the password").expect(401);
      await attempt(account.email, account.password).expect(200);
    }
  });
});

describe.each([
  [
    "sign-up",
    limits.signUpByNetwork,
    "/api/account",
    () => ({ name: "Ada", email: newEmail(), password: PASSWORD }),
    "/signup",
  ],
  [
    "the resend",
    limits.resendByNetwork,
    "/api/account/verify-email/resend",
    () => ({ email: newEmail() }),
    "/check-mail",
  ],
  [
    "the confirmation",
    limits.verifyByNetwork,
    "/api/account/verify-email",
    () => ({ token: newSecret() }),
    "/link/verify",
  ],
  [
    "setting a password by a link",
    limits.resetByNetwork,
    "/api/account/reset-password",
    () => ({ token: newSecret(), password: PASSWORD }),
    "/reset-password",
  ],
  [
    "the undoing of a change of address",
    limits.verifyByNetwork,
    "/api/account/email/undo",
    () => ({ token: newSecret() }),
    "/link/undo-email",
  ],
] as const)("%s", (_, limit, path, body, page) => {
  test(`is answered 429 after ${limit.points} calls from one network address [V2.4.1]`, async () => {
    const address = randomAddress();
    const client = newClient().set("X-Forwarded-For", address);
    const call = () => client.post(path).send(body());
    for (let n = 0; n < limit.points; n++) expect((await call()).status).not.toBe(429);
    if ("grows" in limit) {
      // The first waits of such a one are seconds: a busy machine needs as long for a call.
      const [network] = networksOf(address);
      await spendTries({ limit, subject: String(network?.subject) }, limit.points + LONG_AFTER);
      await call();
    }
    const answer = await call();
    const { detail } = expectProblem(answer, 429, "too_many_requests");
    expect(detail).toMatch(/^Too many attempts\. Try again in \d+ (minutes|seconds?)\.$/);
    expectRetryAfter(answer);

    const form = await client.post(path).type("form").send(body()).expect(303);
    expect(form.headers.location).toBe(page);
    expectRetryAfter(form);
    expect((await client.get(page)).text).toContain("Too many attempts.");

    await newClient()
      .post(path)
      .send(body())
      .expect(/^(?!.*too_many)/);
  });
});
