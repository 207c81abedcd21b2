import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { claimsOf } from "@/tests/support/attack/forged-token";
import { type Account, createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { cookieNames, sessionLine, signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

const NAME = cookieName("session");

let account: Account;
let client: ApiClient;
let cookie: string;

beforeAll(async () => {
  account = await createAccount();
  ({ client, cookie } = await signInKeeping(account));
});

afterAll(expectQuietLog);

describe("a sign-in", () => {
  const signIn = (fields: Record<string, string> = {}) => {
    const { email, password } = account;
    return submitSignIn(newClient(), { email, password, ...fields });
  };

  test("sets the session cookie, the browser's own and no other", async () => {
    expect(cookieNames(await signIn())).toEqual([NAME, cookieName("device")]);
  });

  test('without "remember me" the cookie ends with the browser', async () => {
    const attributes = sessionLine(await signIn())
      ?.split("; ")
      .slice(1)
      .sort();
    expect(attributes).toEqual(["HttpOnly", "Path=/", "SameSite=Lax"]);
  });

  test('with "remember me" the cookie lives as long as the session', async () => {
    const line = sessionLine(await signIn({ remember: "on" })) ?? "";
    const [, expires = ""] = /Expires=([^;]+)/.exec(line) ?? [];
    const days = (Date.parse(expires) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
    // What browsers go by, whatever their clock says.
    const [, maxAge] = /Max-Age=(\d+)/.exec(line) ?? [];
    expect(Number(maxAge) / 86_400).toBeCloseTo(30, 1);
    expect(line).toContain("HttpOnly");
    expect(line).not.toMatch(/Domain=/i);
  });

  test("makes a cookie of 400 bytes at most, with ids and one hint only [V3.3.5]", async () => {
    // `__Host-` comes before it on https.
    expect(Buffer.byteLength(`__Host-${cookie}`)).toBeLessThanOrEqual(400);
    const token = await claimsOf(cookie);
    expect(Object.keys(token).sort()).toEqual(
      ["authTime", "exp", "iat", "jti", "role", "sid", "sub"].sort(),
    );
    expect(JSON.stringify(token)).not.toContain(account.email);
  });

  test("stores only a hash of the secret in the cookie", async () => {
    const { sid } = await claimsOf(cookie);
    const rows = await db.session.findMany({ where: { userId: account.id } });
    expect(rows.map(({ secretHash }) => secretHash)).toContain(hashSecret(String(sid)));
    expect(JSON.stringify(rows)).not.toContain(sid);
  });
});

describe("Set-Cookie is absent", () => {
  test.each([
    "/api/me",
    "/api/me/sessions",
    "/api/me/events",
    "/api/auth/session",
    "/dashboard",
    "/settings",
    "/",
  ])("on a signed-in GET %s", async (path) => {
    const { headers } = await client.get(path).expect(200);
    expect(headers).not.toHaveProperty("set-cookie");
  });

  test.each([
    "/",
    "/signup",
    "/check-mail",
    "/link/verify",
    "/dashboard",
    "/settings",
    "/admin",
    "/nowhere",
    "/api/me",
    "/api/admin/users",
    "/api/health/live",
    "/api/auth/session",
  ])("on an anonymous GET %s", async (path) => {
    const { headers } = await newClient().get(path).redirects(0);
    expect(headers).not.toHaveProperty("set-cookie");
  });
});

test("signed-in answers are not cached [V14.2.2 V14.3.2]", async () => {
  for (const path of ["/dashboard", "/settings", "/", "/api/me", "/api/auth/session"]) {
    const { headers } = await client.get(path).expect(200);
    expect({ path, cache: headers["cache-control"] }).toEqual({
      path,
      cache: expect.stringMatching(/^private,.*\bno-store\b/),
    });
  }
});

test("/api/auth/session says what /api/me says", async () => {
  const session = (await client.get("/api/auth/session").expect(200)).body;
  const own = (await client.get("/api/me").expect(200)).body;
  expect({ user: session.user, session: session.session }).toEqual(own);
  expect(session.expires).toBe(own.session.expires);
});
