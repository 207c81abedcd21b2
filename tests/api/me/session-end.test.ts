import { MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import { eventNames } from "@/tests/support/database/events";
import { expectTouched, lastSeen, moveSessions } from "@/tests/support/database/session-rows";
import { type Account, createAccount, csrfToken } from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { clearsSession, sessionLine, signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

let account: Account;
let client: ApiClient;
/** A copy of the client's session cookie, as a thief or a backup would have one. */
let cookie: string;

afterAll(expectQuietLog);

async function signIn(fields: Record<string, string> = {}) {
  account = await createAccount();
  ({ client, cookie } = await signInKeeping(account, fields));
  await client.get("/api/me").expect(200);
}

describe("use keeps a session alive:", () => {
  test("a request updates its last use, at most once a minute", async () => {
    await signIn();
    await moveSessions(account.id, { lastSeenAt: new Date(Date.now() - 30 * MINUTE_MS) });
    await client.get("/api/me").expect(200);
    await expectTouched(account.id);

    const recent = new Date(Date.now() - 30_000);
    await moveSessions(account.id, { lastSeenAt: recent });
    await client.get("/api/me").expect(200);
    // The next answer comes after the write of the one before, if there was one.
    await client.get("/api/me/sessions").expect(200);
    expect(await lastSeen(account.id)).toEqual(recent);
  });
});

describe("sign-out", () => {
  const signOut = (fields: Record<string, string>) =>
    client.post("/api/auth/signout").type("form").send(fields);

  test("ends the session, records it, and leads where asked, on this site", async () => {
    await signIn();
    const token = (await client.get("/api/auth/csrf")).body.csrfToken;
    const response = await signOut({ csrfToken: token, callbackUrl: "/signin?from=menu" });
    expect(response.headers.location).toMatch(/\/signin\?from=menu$/);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
    expect((await eventNames(account.id)).at(-1)).toBe("session_logout");
  });

  test.each([
    ["/signin?error=x", "/signin?error=x"],
    ["/signin?error=CredentialsSignin", "/signin?error=CredentialsSignin"],
    ["/api/auth/signout?csrf=true", "/"],
    ["/api/auth/error?error=x", "/"],
  ])("with the destination %s does not fail", async (callbackUrl, path) => {
    for (const json of ["true", "false"]) {
      await signIn();
      const token = (await client.get("/api/auth/csrf")).body.csrfToken;
      const response = await signOut({ csrfToken: token, callbackUrl, json });
      const { status, body, headers } = response;
      expect(status).toBe(json === "true" ? 200 : 303);
      expect(clearsSession(response)).toBe(true);
      const target = new URL(json === "true" ? body.url : headers.location, app.url);
      expect(target.pathname + target.search).toBe(path);
    }
  });

  test("does not lead to another site", async () => {
    await signIn();
    const token = (await client.get("/api/auth/csrf")).body.csrfToken;
    const { headers } = await signOut({ csrfToken: token, callbackUrl: "https://evil.example/" });
    expect(new URL(headers.location ?? "", "http://x").hostname).not.toContain("evil");
  });

  test("25 by GET does nothing [V3.5.3]", async () => {
    await signIn();
    await client.get("/api/auth/signout");
    await client.get("/api/me").expect(200);
  });

  test.each([
    ["no csrf token", {}],
    ["a wrong csrf token", { csrfToken: "0".repeat(64) }],
  ])("25 with %s does nothing [V3.5.3]", async (_, fields) => {
    await signIn();
    const response = await signOut(fields);
    expect(sessionLine(response)).toBeUndefined();
    await client.get("/api/me").expect(200);
  });

  test("without a session is harmless", async () => {
    client = newClient();
    const response = await signOut({ csrfToken: await csrfToken(client) });
    expect(response.status).toBe(303);
  });

  test("next-auth's own client gets the next address", async () => {
    await signIn();
    const token = (await client.get("/api/auth/csrf")).body.csrfToken;
    const { body } = await signOut({ csrfToken: token, callbackUrl: "/", json: "true" }).expect(
      200,
    );
    expect(new URL(body.url).pathname).toBe("/");
    await expectNobody({ Cookie: cookie });
  });
});
