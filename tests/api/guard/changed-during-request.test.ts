import { setTimeout as sleep } from "node:timers/promises";
import { hash } from "bcryptjs";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { setPassword } from "@/lib/platform/db/tables/passwords";
import {
  type Account,
  createAccount,
  csrfToken,
  newEmail,
  signedInClient,
} from "@/tests/support/people/accounts";
import { until } from "@/tests/support/process/until";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/*
 * A password is checked, and before that is through its owner has set another one. The record is of
 * a cost that leaves time for it, two to three seconds: the try is counted, which is just before the
 * record is read, a second goes by, and it is replaced.
 */

const COST = 15;
const READ_MS = 1000;
const PASSWORD = "seven quiet lanterns";
const NEW_RECORD = "$2b$04$cccccccccccccccccccccuPFUDpk1hSYXqbH6BfVWVBJqbTmZbJNS";
const TOLD = english("problems.password_changed");

let slowRecord: string;
let account: Account;

beforeAll(async () => {
  slowRecord = await hash(PASSWORD, COST);
});

beforeEach(async () => {
  account = { ...(await createAccount({ password: PASSWORD })), password: PASSWORD };
});

afterAll(expectQuietLog);

const checkSlowly = () => setPassword(account.id, slowRecord);

/** Lets a request begin, and does something while it checks the password. */
async function during<T>(
  request: PromiseLike<T>,
  counted: string,
  subject: string,
  act: () => Promise<unknown>,
): Promise<T> {
  const key = `${counted}:${hashSecret(subject)}`;
  const answer = Promise.resolve(request);
  await until("the try is counted", async () => (await db.throttle.count({ where: { key } })) > 0);
  await sleep(READ_MS);
  await act();
  return answer;
}

const changePassword = () => setPassword(account.id, NEW_RECORD);
const endSessions = () => db.session.deleteMany({ where: { userId: account.id } });
const stored = async () =>
  (await db.password.findUnique({ where: { userId: account.id } }))?.hash ?? null;

describe("a sign-in with the old password", () => {
  beforeEach(checkSlowly);

  async function submit(client: ApiClient, more: object) {
    const fields = { csrfToken: await csrfToken(client), email: account.email, password: PASSWORD };
    const request = client
      .post("/api/auth/callback/credentials")
      .type("form")
      .send({ ...fields, ...more });
    return during(request, "sign-in-account", account.email, changePassword);
  }

  test("opens no session, and says so", async () => {
    const answer = await submit(newClient(), { json: "true" });
    expect(expectProblem(answer, 409, "password_changed").detail).toBe(TOLD);
    expect(sessionLine(answer)).toBeUndefined();
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
    expect(await stored()).toBe(NEW_RECORD);
  });

  test("leads back to its form", async () => {
    const client = newClient();
    const answer = await submit(client, {});
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/signin/);
    expect((await client.get("/signin")).text).toContain(TOLD);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
  });
});

describe("signed in", () => {
  let client: ApiClient;

  beforeEach(async () => {
    client = await signedInClient(account);
    await checkSlowly();
  });

  const change = () =>
    client
      .post("/api/me/password")
      .send({ currentPassword: PASSWORD, newPassword: "eight quiet lanterns" });
  const move = () => client.post("/api/me/email").send({ email: newEmail(), password: PASSWORD });

  test("a change of the password does not undo another one", async () => {
    const answer = await during(change(), "confirm-account", account.id, changePassword);
    expect(expectProblem(answer, 409, "password_changed").detail).toBe(TOLD);
    expect(await stored()).toBe(NEW_RECORD);
  });

  test("the old password neither confirms a session nor renews its secret", async () => {
    const confirm = client.post("/api/me/reauthenticate").send({ password: PASSWORD });
    const answer = await during(confirm, "confirm-account", account.id, changePassword);
    expect(expectProblem(answer, 409, "password_changed").detail).toBe(TOLD);
    expect(sessionLine(answer)).toBeUndefined();
    await client.get("/api/me").expect(200);
  });

  test("a session that has ended changes no password", async () => {
    const answer = await during(change(), "confirm-account", account.id, endSessions);
    expectProblem(answer, 401, "unauthenticated");
    expect(await stored()).toBe(slowRecord);
  });

  test("the old password cannot request a change of address", async () => {
    const answer = await during(move(), "confirm-account", account.id, changePassword);
    expect(expectProblem(answer, 409, "password_changed").detail).toBe(TOLD);
    expect(await db.token.count({ where: { userId: account.id } })).toBe(0);
  });
});
