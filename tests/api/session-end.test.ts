import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { type Account, createAccount, csrfToken } from "../support/accounts";
import { clearsSession, sessionLine, signInKeeping } from "../support/cookies";
import { eventNames } from "../support/events";
import {
  expectProblem,
  expectQuietLog,
  expectSound,
  watched,
  watchedClient,
} from "../support/expectations";
import { type ApiClient, newClient } from "../support/http";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const buildId = readFileSync(".next/BUILD_ID", "utf8");

let account: Account;
let client: ApiClient;
/** A copy of the client's session cookie, as a thief or a backup would have one. */
let cookie: string;

afterAll(expectQuietLog);

async function signIn(fields: Record<string, string> = {}) {
  account = await createAccount();
  ({ client, cookie } = await signInKeeping(account, fields));
  watched(client);
  await client.get("/api/me").expect(200);
}

/** Whoever holds the cookie is refused, and rid of it, wherever a session counts. */
async function expectSignedOut(cookie: string): Promise<void> {
  const get = (path: string) => newClient().get(path).set("Cookie", cookie).redirects(0);

  const me = await get("/api/me");
  expectProblem(me, 401, "unauthenticated");

  const session = await get("/api/auth/session");
  expectSound(session);
  expect({ status: session.status, body: session.body }).toEqual({ status: 200, body: {} });

  const page = await get("/dashboard");
  expect(page.status).toBe(307);
  expect(page.headers.location).toBe("/signin?callbackUrl=%2Fdashboard");

  const data = await get(`/_next/data/${buildId}/dashboard.json`).set("x-nextjs-data", "1");
  expectSound(data);
  expect(data.text).toContain("/signin?callbackUrl=%2Fdashboard");
  expect(data.text).not.toContain(account.email);

  for (const answer of [me, session, page, data]) expect(clearsSession(answer)).toBe(true);

  // No redirect loop: who is sent to sign in is shown the form.
  const form = await newClient().get("/signin").set("Cookie", cookie).redirects(2);
  expect(form.headers).not.toHaveProperty("location");
}

const lastSeen = async () =>
  (await db.session.findFirstOrThrow({ where: { userId: account.id } })).lastSeenAt;

/** Waits until a request has moved when the session was last seen: it does not wait itself. */
async function expectTouched(): Promise<void> {
  const deadline = Date.now() + 5000;
  const isRecent = async () => Date.now() - (await lastSeen()).getTime() < MINUTE;
  while (!(await isRecent()) && Date.now() < deadline) await sleep(20);
  expect(await isRecent()).toBe(true);
}

const updateSession = (data: { lastSeenAt?: Date; expiresAt?: Date }) =>
  db.session.updateMany({ where: { userId: account.id }, data });

describe("refused everywhere on the very next request, also replayed from a copy:", () => {
  test("a session that was signed out", async () => {
    await signIn();
    const response = await client
      .post("/api/auth/signout")
      .type("form")
      .send({ csrfToken: (await client.get("/api/auth/csrf")).body.csrfToken, callbackUrl: "/" })
      .expect(303);
    expect(clearsSession(response)).toBe(true);
    await expectSignedOut(cookie);
    await client.get("/api/me").expect(401);
  });

  test("a session revoked from another one", async () => {
    await signIn();
    const { body } = await client.get("/api/me");
    const { client: other } = await signInKeeping(account);
    await other.delete(`/api/sessions/${body.session.id}`).expect(204);
    await expectSignedOut(cookie);
  });

  test("a session revoked with all the others", async () => {
    await signIn();
    const { client: other } = await signInKeeping(account);
    await other.delete("/api/sessions").expect(200);
    await expectSignedOut(cookie);
  });

  test("every session of a disabled user", async () => {
    await signIn();
    await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    await expectSignedOut(cookie);
  });

  test("every session of a deleted user", async () => {
    await signIn();
    await db.user.delete({ where: { id: account.id } });
    await expectSignedOut(cookie);
  });

  test("a session nobody used for two hours", async () => {
    await signIn();
    await updateSession({ lastSeenAt: new Date(Date.now() - 119 * MINUTE) });
    await newClient().get("/api/me").set("Cookie", cookie).expect(200);
    await expectTouched();
    await updateSession({ lastSeenAt: new Date(Date.now() - 121 * MINUTE) });
    await expectSignedOut(cookie);
  });

  test("a session a day old, however busy", async () => {
    await signIn();
    await updateSession({ lastSeenAt: new Date(), expiresAt: new Date(Date.now() - 1000) });
    await expectSignedOut(cookie);
  });

  test("a remembered session nobody used for two weeks", async () => {
    await signIn({ remember: "on" });
    await updateSession({ lastSeenAt: new Date(Date.now() - 13 * DAY) });
    await newClient().get("/api/me").set("Cookie", cookie).expect(200);
    await expectTouched();
    await updateSession({ lastSeenAt: new Date(Date.now() - 14 * DAY - MINUTE) });
    await expectSignedOut(cookie);
  });

  test("a remembered session thirty days old", async () => {
    await signIn({ remember: "on" });
    const { expiresAt } = await db.session.findFirstOrThrow({ where: { userId: account.id } });
    expect((expiresAt.getTime() - Date.now()) / DAY).toBeCloseTo(30, 1);
    await updateSession({ expiresAt: new Date(Date.now() - 1000) });
    await expectSignedOut(cookie);
  });
});

describe("use keeps a session alive:", () => {
  test("a request moves when it was last seen, at most once a minute", async () => {
    await signIn();
    await updateSession({ lastSeenAt: new Date(Date.now() - 30 * MINUTE) });
    await client.get("/api/me").expect(200);
    await expectTouched();

    const recent = new Date(Date.now() - 30_000);
    await updateSession({ lastSeenAt: recent });
    await client.get("/api/me").expect(200);
    // The next answer comes after the write of the one before, if there was one.
    await client.get("/api/sessions").expect(200);
    expect(await lastSeen()).toEqual(recent);
  });

  test("but never moves its end", async () => {
    await signIn();
    const before = await db.session.findFirstOrThrow({ where: { userId: account.id } });
    await updateSession({ lastSeenAt: new Date(Date.now() - 30 * MINUTE) });
    await client.get("/api/me").expect(200);
    const after = await db.session.findFirstOrThrow({ where: { userId: account.id } });
    expect(after.expiresAt).toEqual(before.expiresAt);
  });
});

describe("sign-out", () => {
  const signOut = (fields: Record<string, string>) =>
    client.post("/api/auth/signout").type("form").send(fields);

  test("ends the row, tells the owner's events, and leads where it was asked to, on this site", async () => {
    await signIn();
    const token = (await client.get("/api/auth/csrf")).body.csrfToken;
    const response = await signOut({ csrfToken: token, callbackUrl: "/signin?from=menu" });
    expect(response.headers.location).toMatch(/\/signin\?from=menu$/);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
    expect((await eventNames(account.id)).at(-1)).toBe("session_logout");
  });

  test("does not lead to another site", async () => {
    await signIn();
    const token = (await client.get("/api/auth/csrf")).body.csrfToken;
    const { headers } = await signOut({ csrfToken: token, callbackUrl: "https://evil.example/" });
    expect(new URL(headers.location ?? "", "http://x").hostname).not.toContain("evil");
  });

  test("by GET is none", async () => {
    await signIn();
    await client.get("/api/auth/signout");
    await client.get("/api/me").expect(200);
  });

  test.each([
    ["no csrf token", {}],
    ["a wrong csrf token", { csrfToken: "0".repeat(64) }],
  ])("with %s is none", async (_, fields) => {
    await signIn();
    const response = await signOut(fields);
    expect(sessionLine(response)).toBeUndefined();
    await client.get("/api/me").expect(200);
  });

  test("of nobody is sound", async () => {
    client = watchedClient();
    const response = await signOut({ csrfToken: await csrfToken(client) });
    expect(response.status).toBe(303);
  });

  test("next-auth's own client gets the address to go to", async () => {
    await signIn();
    const token = (await client.get("/api/auth/csrf")).body.csrfToken;
    const { body } = await signOut({ csrfToken: token, callbackUrl: "/", json: "true" }).expect(
      200,
    );
    expect(new URL(body.url).pathname).toBe("/");
    await expectSignedOut(cookie);
  });
});

test("a session revoked under fifty requests at once stays dead", async () => {
  await signIn();
  const requests = Array.from({ length: 50 }, (_, n) =>
    n === 10
      ? db.session.deleteMany({ where: { userId: account.id } }).then(() => null)
      : newClient().get("/api/me").set("Cookie", cookie).then(sessionLine),
  );
  for (const line of await Promise.all(requests)) {
    expect(line ?? "latchkey.session=; Max-Age=0").toMatch(/^latchkey\.session=;.*Max-Age=0/);
  }
  await expectSignedOut(cookie);
});
