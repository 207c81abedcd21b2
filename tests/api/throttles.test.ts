import { newEmail } from "../support/accounts";
import {
  type Answer,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
  watchedClient,
} from "../support/expectations";

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
