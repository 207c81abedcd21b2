import { newApiToken } from "@/lib/features/api-tokens/format";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { protectedCalls, protectedPages } from "@/tests/support/app/protected-routes";
import { attack } from "@/tests/support/attack/attack-request";
import { tokenOf } from "@/tests/support/attack/forged-token";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { createTokenOf, programWith } from "@/tests/support/people/api-tokens";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

let account: Account;
let victim: Account;

beforeEach(async () => {
  [account, victim] = [await createAccount(), await createAccount()];
});

afterAll(expectQuietLog);

const bearing = (token: string, more: Record<string, string> = {}) => ({
  Authorization: `Bearer ${token}`,
  ...more,
});

const invalid = (answer: Parameters<typeof expectProblem>[0]) => {
  expectProblem(answer, 401, "unauthenticated");
  expect(answer.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
};

describe("a token that does not work opens nothing:", () => {
  test("81 one that was revoked [V7.4.1]", async () => {
    const { id, token } = await createTokenOf(account);
    await db.apiToken.delete({ where: { id } });
    invalid(await attack({ path: "/api/me", headers: bearing(token) }));
  });

  test("81 one that has expired, to the millisecond [V9.2.1]", async () => {
    const { id, token } = await createTokenOf(account);
    const before = await attack({ path: "/api/me", headers: bearing(token) });
    expect(before.status).toBe(200);
    await db.apiToken.update({ where: { id }, data: { expiresAt: new Date() } });
    invalid(await attack({ path: "/api/me", headers: bearing(token) }));
  });

  test("81 one of a disabled account, even if it was not revoked [V7.4.2]", async () => {
    const { token } = await createTokenOf(account);
    await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    invalid(await attack({ path: "/api/me", headers: bearing(token) }));
  });

  test("81 one that is cut off, made up, doubled or hidden [V9.2.3]", async () => {
    const { token } = await createTokenOf(account);
    const forms = [newApiToken(), token.slice(0, -1), `${token}${token}`, `${token}, ${token}`];
    for (const form of [...forms, token.toLowerCase(), `"${token}"`, `${token}%00`]) {
      invalid(await attack({ path: "/api/me", headers: bearing(form) }));
    }
    const hash = (await db.apiToken.findFirstOrThrow({ where: { userId: account.id } })).secretHash;
    invalid(await attack({ path: "/api/me", headers: bearing(hash) }));
  });

  test("81 one in the URL, in a field or in a cookie [V14.2.1]", async () => {
    const { token } = await createTokenOf(account);
    for (const name of ["token", "access_token", "authorization"]) {
      const answer = await attack({ path: `/api/me?${name}=${token}` });
      expectProblem(answer, 401, "unauthenticated");
    }
    const posted = await attack({
      method: "PATCH",
      path: "/api/me",
      headers: { "Content-Type": "application/json", Origin: app.url },
      chunks: [JSON.stringify({ access_token: token, name: "Eve" })],
    });
    expectProblem(posted, 401, "unauthenticated");
    const cookie = await attack({ path: "/api/me", headers: { Cookie: `token=${token}` } });
    expectProblem(cookie, 401, "unauthenticated");
  });
});

describe("a token is not a session:", () => {
  test("82 it signs nobody in to next-auth or the pages (next-auth #8643) [V9.2.2]", async () => {
    const { token } = await createTokenOf(account);
    const session = await attack({ path: "/api/auth/session", headers: bearing(token) });
    expect(JSON.parse(session.text)).toEqual({});
    for (const path of protectedPages()) {
      const { status, headers } = await attack({ path, headers: bearing(token) });
      const location = `/signin?callbackUrl=${encodeURIComponent(path)}`;
      expect({ path, status, location: headers.location }).toEqual({ path, status: 307, location });
    }
  });

  test("82 a live session's token in its place is refused, even beside its own cookie [V9.2.2]", async () => {
    const { cookie } = await signInKeeping(account);
    const headers = bearing(tokenOf(cookie), { Cookie: cookie });
    for (const call of protectedCalls()) {
      invalid(await attack({ ...call, headers: { ...headers, Origin: app.url } }));
    }
  });

  test("82 it creates no token, session or password, and proves nothing recent [V7.5.3]", async () => {
    const { token } = await createTokenOf(account);
    const program = programWith(token);
    const before = await db.user.findUnique({
      where: { id: account.id },
      include: { password: true, sessions: true, apiTokens: { omit: { lastUsedAt: true } } },
    });
    const password = { currentPassword: account.password, newPassword: "seven quiet lanterns" };
    const answers = [
      await program.post("/api/me/tokens").send({ name: "x", scopes: ["profile:read"] }),
      await program.post("/api/me/reauthenticate").send({ password: account.password }),
      await program.post("/api/me/password").send(password),
      await program.post("/api/me/second-factor/totp").send({}),
      await program.delete("/api/me").send({}),
    ];
    for (const answer of answers) {
      expectProblem(answer, 403, "insufficient_scope");
      expect(answer.headers).not.toHaveProperty("set-cookie");
    }
    const after = await db.user.findUnique({
      where: { id: account.id },
      include: { password: true, sessions: true, apiTokens: { omit: { lastUsedAt: true } } },
    });
    expect(after).toEqual(before);
  });

  test("82 beside another account's cookie only the token counts, valid or not", async () => {
    const { cookie } = await signInKeeping(victim);
    const { token } = await createTokenOf(account, { scopes: ["profile:read"] });
    const get = (bearer: string, path = "/api/me") =>
      attack({ path, headers: bearing(bearer, { Cookie: cookie }) });
    expect(JSON.parse((await get(token)).text)).toMatchObject({ user: { id: account.id } });
    expectProblem(await get(token, "/api/me/events"), 403, "insufficient_scope");
    invalid(await get(newApiToken()));
    invalid(await get(""));
  });

  test("82 it does nothing by an HTML form, with the victim's cookie or without [V3.5.1]", async () => {
    const { cookie } = await signInKeeping(victim);
    const { token } = await createTokenOf(account);
    const answer = await attack({
      method: "POST",
      path: "/api/me",
      headers: bearing(token, {
        Cookie: cookie,
        Origin: "https://evil.example",
        "Content-Type": "application/x-www-form-urlencoded",
      }),
      chunks: ["_method=PATCH&name=Eve"],
    });
    expectProblem(answer, 405, "method_not_allowed");
    for (const { id, name } of [account, victim]) {
      expect((await db.user.findUniqueOrThrow({ where: { id } })).name).toBe(name);
    }
  });
});

describe("a token is created, listed and revoked by its owner only:", () => {
  const fields = { name: "x", scopes: ["profile:read"] };
  const CLAIMS = ["userId", "user", "ownerId", "account", "_account", "id"];

  test("83 a userId in the body creates none for somebody else (CVE-2025-61928) [V8.2.2]", async () => {
    const claims = Object.fromEntries(CLAIMS.map((name) => [name, victim.id]));
    const client = newClient();
    const anonymous = await client.post("/api/me/tokens").send({ ...fields, ...claims });
    expectProblem(anonymous, 401, "unauthenticated");
    const { client: signedIn } = await signInKeeping(account);
    await signedIn
      .post("/api/me/tokens")
      .send({ ...fields, ...claims })
      .expect(201);
    expect(await db.apiToken.count({ where: { userId: victim.id } })).toBe(0);
    expect(await db.apiToken.count({ where: { userId: account.id } })).toBe(1);
  });

  test("83 somebody else's token is not found [V8.2.2 V16.3.2]", async () => {
    const { id, token } = await createTokenOf(victim);
    const { client } = await signInKeeping(account);
    expectProblem(await client.delete(`/api/me/tokens/${id}`), 404, "not_found");
    expect((await client.get("/api/me/tokens")).body.tokens).toEqual([]);
    await programWith(token).get("/api/me").expect(200);
    const refused = { type: "authz_fail", actorId: account.id };
    expect(await db.securityEvent.count({ where: refused })).toBe(1);
  });

  test("83 no token revokes another [V8.2.1]", async () => {
    const { id } = await createTokenOf(account);
    const { token } = await createTokenOf(account);
    const answer = await programWith(token).delete(`/api/me/tokens/${id}`);
    expectProblem(answer, 403, "insufficient_scope");
  });
});
