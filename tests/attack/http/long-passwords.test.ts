import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { startSibling } from "@/tests/support/app/second-server";
import type { AppServer } from "@/tests/support/app/server";
import { createAccount, csrfToken, newEmail } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { expectInvalid, expectProblem } from "@/tests/support/requests/expectations";

/*
 * That a long password is not hashed is told by order, not by the clock: the one hashing thread has
 * two other passwords before it, and whatever needs the thread comes after them.
 */

let server: AppServer;

beforeAll(async () => {
  server = await startSibling({ PASSWORD_THREADS: "1", PASSWORD_COST: "14" });
}, START_MS);

afterAll(() => server.stop());

const client = () => newClient(server.url);

/** Sends at once: supertest waits for somebody to wait. */
const signUp = async (password: string) =>
  client().post("/api/account").send({ name: "Ada Lovelace", email: newEmail(), password });

/** Begins a sign-up: once it is counted, the next it does is to hash. */
async function beginHash() {
  const counted = () => db.throttle.count({ where: { key: { startsWith: "sign-up-address" } } });
  const before = await counted();
  const hash = { done: false, answer: signUp(`correct horse ${randomUUID()}`) };
  hash.answer.then(() => {
    hash.done = true;
  });
  await until("the sign-up is counted", async () => (await counted()) > before);
  return hash;
}

/** What had been hashed, of two passwords before it, when `attempt` was answered. */
async function hashedBefore<T>(attempt: () => Promise<T>) {
  const hashes = [await beginHash(), await beginHash()];
  const answer = await attempt();
  const hashed = hashes.filter(({ done }) => done).length;
  for (const { status } of await Promise.all(hashes.map((hash) => hash.answer))) {
    expect(status).toBe(202);
  }
  return { answer, hashed };
}

test.each([129, 10_000])(
  "45 a new password of %d characters is not hashed [V1.3.3 V15.2.2]",
  async (length) => {
    const password = "seven lemons ".repeat(1_000).slice(0, length);
    const { answer, hashed } = await hashedBefore(() => signUp(password));
    expectInvalid(answer, ["password"]);
    expect(hashed).toBe(0);
  },
);

/** Signs in with a form that was open before. */
async function signInWith(password: string) {
  const { email } = await createAccount();
  const browser = client();
  const token = await csrfToken(browser);
  return hashedBefore(async () =>
    browser
      .post("/api/auth/callback/credentials")
      .type("form")
      .send({ csrfToken: token, email, password, json: "true" }),
  );
}

// Up to 256 code units may be 128 characters; who guesses with those is throttled like anybody.
test.each([257, 10_000])(
  "45 a sign-in with %d characters is not hashed [V1.3.3 V15.2.2]",
  async (length) => {
    const { answer, hashed } = await signInWith("x".repeat(length));
    expect(answer.status).toBe(401);
    expect(hashed).toBe(0);
  },
);

test("45 a sign-in of the right length waits for its turn [V1.3.3 V15.2.2]", async () => {
  const { answer, hashed } = await signInWith("not the password");
  expect(answer.status).toBe(401);
  expect(hashed).toBeGreaterThan(0);
});

test("45 a million characters are refused unread [V1.3.3 V15.2.2]", async () => {
  expectProblem(await signUp("x".repeat(1_000_000)), 413, "body_too_large");
});
