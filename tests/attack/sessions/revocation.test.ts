import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import {
  type Account,
  createAccount,
  newEmail,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { clearsSession, sessionLine, signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

let account: Account;
let client: ApiClient;
/** A copy of the client's session cookie, as a thief or a backup would have one. */
let cookie: string;

beforeEach(async () => {
  account = await createAccount();
  ({ client, cookie } = await signInKeeping(account));
  await client.get("/api/me").expect(200);
});

afterAll(expectQuietLog);

/** Whoever holds the cookie is refused on the very next request, and rid of it. */
async function expectDead(): Promise<void> {
  for (const answer of await expectNobody({ Cookie: cookie })) {
    expect(clearsSession(answer)).toBe(true);
  }
  // No redirect loop: who is sent to sign in is shown the form.
  const form = await newClient().get("/signin").set("Cookie", cookie).redirects(2);
  expect(form.headers).not.toHaveProperty("location");
}

const endSessions = () => db.session.deleteMany({ where: { userId: account.id } });

test("12 a copy of a signed-out cookie signs nobody in [V7.4.1]", async () => {
  const { csrfToken } = (await client.get("/api/auth/csrf")).body;
  const response = await client
    .post("/api/auth/signout")
    .type("form")
    .send({ csrfToken, callbackUrl: "/" })
    .expect(303);
  expect(clearsSession(response)).toBe(true);
  await expectDead();
  await client.get("/api/me").expect(401);
});

test("12 a copy of a cookie whose session was ended in another browser signs nobody in [V7.4.1]", async () => {
  const { body } = await client.get("/api/me");
  const { client: other } = await signInKeeping(account);
  await other.delete(`/api/me/sessions/${body.session.id}`).expect(204);
  await expectDead();
});

test("12 a copy of a cookie whose session was ended with all others signs nobody in [V7.4.1]", async () => {
  const { client: other } = await signInKeeping(account);
  await other.delete("/api/me/sessions").expect(200);
  await expectDead();
});

test("15 the session of a disabled user is refused [V7.4.2]", async () => {
  await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  await expectDead();
});

test("15 the session of a deleted user is refused [V7.4.2]", async () => {
  await db.user.delete({ where: { id: account.id } });
  await expectDead();
});

/** Every session a response gave out, each of which must be dead. */
async function expectNoneAlive(lines: (string | undefined)[]): Promise<void> {
  for (const line of new Set(lines)) {
    const pair = line?.split(";", 1)[0] ?? "";
    if (!pair.endsWith("=")) await expectNobody({ Cookie: pair });
  }
}

describe("16 a session revoked while fifty requests are in progress", () => {
  const REQUESTS = 50;
  const REVOKE_AT = 10;

  const underFire = () =>
    Promise.all(
      Array.from({ length: REQUESTS }, async (_, n) => {
        if (n === REVOKE_AT) await endSessions();
        return sessionLine(await attack({ path: "/api/me", headers: { Cookie: cookie } }));
      }),
    );

  test("no answer brings the session back to life", async () => {
    const lines = await underFire();
    await expectNoneAlive(lines);
    // Nobody changed: the only cookie there is to send is the one that takes it away.
    for (const line of lines) expect(line ?? "=; Max-Age=0").toMatch(/=;.*Max-Age=0/);
    await expectDead();
  });

  test("not even answers that reseal the token for a changed role", async () => {
    await db.user.update({ where: { id: account.id }, data: { role: "admin" } });
    await expectNoneAlive(await underFire());
    await expectDead();
  });

  test("fifty requests after it are all refused", async () => {
    await endSessions();
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, () =>
        attack({ path: "/api/auth/session", headers: { Cookie: cookie } }),
      ),
    );
    for (const { text } of answers) expect(text).toBe("{}");
    await expectNoneAlive(answers.map(sessionLine));
  });
});

describe("16 a session revoked while a slow request is in progress", () => {
  /** Ends the session between the first part of the body and the last. */
  async function* slowly(body: object) {
    const text = JSON.stringify(body);
    yield text.slice(0, 5);
    // Enough to be let in, were that done before the body is there.
    await sleep(200);
    await endSessions();
    yield text.slice(5);
  }

  const slowPost = (path: string, body: object) =>
    attack({
      method: "POST",
      path,
      headers: { Cookie: cookie, Origin: app.url, "Content-Type": "application/json" },
      chunks: slowly(body),
    });

  const recordOf = (userId: string) => db.password.findUnique({ where: { userId } });

  test.each<[string, () => object]>([
    [
      "/api/me/password",
      () => ({ currentPassword: account.password, newPassword: "seven quiet lanterns" }),
    ],
    ["/api/me/reauthenticate", () => ({ password: account.password })],
    ["/api/me/email", () => ({ email: newEmail(), password: account.password })],
  ])("16 POST %s changes nothing, and hands out no new secret", async (path, body) => {
    const before = await recordOf(account.id);
    const answer = await slowPost(path, body());
    expectProblem(answer, 401, "unauthenticated");
    await expectNoneAlive([sessionLine(answer)]);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
    expect(await recordOf(account.id)).toEqual(before);
    expect(await db.token.count({ where: { userId: account.id } })).toBe(0);
  });

  test("an administrator's act is not carried out", async () => {
    await db.user.update({ where: { id: account.id }, data: { role: "admin" } });
    const other = await createAccount();
    const path = `/api/admin/users/${other.id}/password-reset`;
    await signInKeeping(other);
    expectProblem(await slowPost(path, {}), 401, "unauthenticated");
    expect(await db.session.count({ where: { userId: other.id } })).toBe(1);
  });
});

test("15 a new account with the address of a deleted one inherits nothing [V7.4.2]", async () => {
  const { id: oldId, email } = account;
  await client.delete("/api/me").expect(204);
  const heir = await createAccount();
  await db.user.update({ where: { id: heir.id }, data: { email } });
  await expectDead();
  const { client: heirs } = await signInKeeping({ ...heir, email });
  expect((await heirs.get("/api/me")).body.user.id).toBe(heir.id);
  expect((await heirs.get("/api/me/sessions")).body.sessions).toHaveLength(1);
  expect((await heirs.get("/api/me/events")).text).not.toContain(oldId);
  const old = await submitSignIn(newClient(), { email, password: account.password });
  expect(sessionLine(old)).toBeUndefined();
});
