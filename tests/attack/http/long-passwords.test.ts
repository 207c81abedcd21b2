import { randomUUID } from "node:crypto";
import { createAccount, csrfToken, newEmail, submitSignIn } from "../../support/accounts";
import { expectInvalid, expectProblem, watched } from "../../support/expectations";
import { newClient } from "../../support/http";
import type { AppServer } from "../../support/server";
import { startSibling } from "../../support/sibling";

/*
 * That a long password is not hashed is told by order, not by the clock: the one hashing thread is
 * busy for seconds, and whatever needs it must wait.
 */

let server: AppServer;

beforeAll(async () => {
  server = await startSibling({ PASSWORD_THREADS: "1", PASSWORD_COST: "13" });
});

afterAll(() => server.stop("SIGKILL"));

/** Keeps the thread busy; says whether it still is. */
async function hashing() {
  let busy = true;
  const done = signUp(`correct horse ${randomUUID()}`).then((answer) => {
    busy = false;
    return answer;
  });
  return { done, isBusy: () => busy };
}

const client = () => watched(newClient(server.url));

/** Sends at once: supertest waits for somebody to wait. */
const signUp = async (password: string) =>
  client().post("/api/account").send({ name: "Ada Lovelace", email: newEmail(), password });

test.each([129, 10_000])(
  "45 a new password of %d characters is refused unhashed",
  async (length) => {
    const hash = await hashing();
    expectInvalid(await signUp("seven lemons ".repeat(6_000).slice(0, length)), ["password"]);
    expect(hash.isBusy()).toBe(true);
    expect((await hash.done).status).toBe(202);
  },
);

// Up to 256 code units may be 128 characters; who guesses with those is throttled like anybody.
test.each([257, 10_000])("45 a sign-in with %d characters is refused unhashed", async (length) => {
  const { email } = await createAccount();
  const browser = client();
  const token = await csrfToken(browser);
  const hash = await hashing();
  const answer = await browser
    .post("/api/auth/callback/credentials")
    .type("form")
    .send({ csrfToken: token, email, password: "x".repeat(length), json: "true" });
  expect(answer.status).toBe(401);
  expect(hash.isBusy()).toBe(true);
  await hash.done;
});

test("45 a million characters are refused unread", async () => {
  expectProblem(await signUp("x".repeat(1_000_000)), 413, "body_too_large");
});

test("45 a password of the right length waits for its turn", async () => {
  const { email, password } = await createAccount();
  const hash = await hashing();
  await submitSignIn(client(), { email, password: `not ${password}` });
  expect(hash.isBusy()).toBe(false);
});
