import { EncryptJWT, SignJWT, UnsecuredJWT } from "jose";
import { decode, encode } from "next-auth/jwt";
import { deriveKey } from "@/lib/crypto/key";
import { hashSecret } from "@/lib/crypto/secret";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { type Account, createAccount, submitSignIn } from "../support/accounts";
import { app } from "../support/app";
import {
  clearsSession,
  cookieNames,
  sessionCookie,
  sessionLine,
  setCookieLines,
  signInKeeping,
} from "../support/cookies";
import { expectProblem, expectQuietLog, watched, watchedClient } from "../support/expectations";
import { type ApiClient, newClient } from "../support/http";

const secret = env.secrets[0];
const NAME = "latchkey.session";

let account: Account;
let client: ApiClient;
let cookie: string;

beforeAll(async () => {
  account = await createAccount();
  ({ client, cookie } = await signInKeeping(account));
  watched(client);
});

afterAll(expectQuietLog);

const sealedOf = (pair: string) => pair.slice(pair.indexOf("=") + 1);
const me = (header: string) => watchedClient().get("/api/me").set("Cookie", header);

async function claims() {
  const token = await decode({ token: sealedOf(cookie), secret });
  if (!token) throw new Error("The cookie holds no token");
  return token;
}

describe("a sign-in", () => {
  const signIn = (fields: Record<string, string> = {}) => {
    const { email, password } = account;
    return submitSignIn(watchedClient(), { email, password, ...fields });
  };

  test("sets the session cookie and no other", async () => {
    expect(cookieNames(await signIn())).toEqual([NAME]);
  });

  test("not remembered, the cookie ends with the browser", async () => {
    const attributes = sessionLine(await signIn())
      ?.split("; ")
      .slice(1)
      .sort();
    expect(attributes).toEqual(["HttpOnly", "Path=/", "SameSite=Lax"]);
  });

  test("remembered, the cookie lives as long as the session", async () => {
    const line = sessionLine(await signIn({ remember: "on" })) ?? "";
    const [, expires = ""] = /Expires=([^;]+)/.exec(line) ?? [];
    const days = (Date.parse(expires) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
    expect(line).toContain("HttpOnly");
    expect(line).not.toMatch(/Domain=/i);
  });

  test("fits into 1 kB, and carries ids and one hint only", async () => {
    expect(Buffer.byteLength(cookie)).toBeLessThan(1024);
    const token = await claims();
    expect(Object.keys(token).sort()).toEqual(
      ["authTime", "exp", "iat", "jti", "role", "sid", "sub"].sort(),
    );
    expect(JSON.stringify(token)).not.toContain(account.email);
  });

  test("the secret in the cookie is kept as a hash only", async () => {
    const { sid } = await claims();
    const rows = await db.session.findMany({ where: { userId: account.id } });
    expect(rows.map(({ secretHash }) => secretHash)).toContain(hashSecret(String(sid)));
    expect(JSON.stringify(rows)).not.toContain(sid);
  });

  test("takes the place of the session this browser had", async () => {
    const { client: browser, cookie: before } = await signInKeeping(account);
    const { body } = await browser.get("/api/auth/csrf");
    const { email, password } = account;
    const response = await browser
      .post("/api/auth/callback/credentials")
      .type("form")
      .send({ csrfToken: body.csrfToken, email, password });
    expect(sessionCookie(response)).not.toBe(before);
    await me(before).expect(401);
    await browser.get("/api/me").expect(200);
  });

  test("takes no session over that was planted beforehand", async () => {
    const attacker = await signInKeeping(await createAccount());
    const victim = newClient();
    const { body, headers } = await victim.get("/api/auth/csrf");
    const csrfCookie = setCookieLines({ headers })[0]?.split(";", 1)[0];
    const { email, password } = account;
    const response = await newClient()
      .post("/api/auth/callback/credentials")
      .set("Cookie", `${csrfCookie}; ${attacker.cookie}`)
      .type("form")
      .send({ csrfToken: body.csrfToken, email, password });
    expect(sessionCookie(response)).not.toBe(attacker.cookie);
    expect((await me(sessionCookie(response))).body.user.email).toBe(email);
    await me(attacker.cookie).expect(401);
  });
});

describe("Set-Cookie is absent", () => {
  test.each([
    "/api/me",
    "/api/sessions",
    "/api/events",
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
    "/verify-email",
    "/dashboard",
    "/settings",
    "/admin",
    "/nowhere",
    "/api/me",
    "/api/admin/users",
    "/api/health/live",
    "/api/auth/session",
  ])("on an anonymous GET %s", async (path) => {
    const { headers } = await watchedClient().get(path).redirects(0);
    expect(headers).not.toHaveProperty("set-cookie");
  });
});

test("what is signed in is kept by no cache", async () => {
  for (const path of ["/dashboard", "/settings", "/", "/api/me", "/api/auth/session"]) {
    const { headers } = await client.get(path).expect(200);
    expect({ path, cache: headers["cache-control"] }).toEqual({
      path,
      cache: expect.stringMatching(/^private,.*\bno-store\b/),
    });
  }
});

describe("a cookie that is no session of ours is refused and cleared:", () => {
  const flip = (sealed: string, part: number) => {
    const parts = sealed.split(".");
    const text = parts[part] ?? "";
    // Not the last character: its low bits may not count in base64url.
    parts[part] = `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
    return parts.join(".");
  };
  const direct = (alg: string, enc: string, key: Uint8Array, more: object = {}) =>
    claims().then((token) =>
      new EncryptJWT({ ...token, ...more }).setProtectedHeader({ alg, enc }).encrypt(key),
    );

  const FORGED: [string, () => Promise<string> | string][] = [
    ["garbage", () => "garbage"],
    ["4 kB of garbage", () => "x".repeat(4000)],
    ["dots", () => "....."],
    ["percent signs", () => "%%%E0%A4%A"],
    ["a changed header", () => flip(sealedOf(cookie), 0)],
    ["a changed initialisation vector", () => flip(sealedOf(cookie), 2)],
    ["a changed content", () => flip(sealedOf(cookie), 3)],
    ["a changed tag", () => flip(sealedOf(cookie), 4)],
    ["one cut short", () => sealedOf(cookie).slice(0, -8)],
    ["an unsigned token", async () => new UnsecuredJWT(await claims()).encode()],
    [
      "a token signed with our secret",
      async () =>
        new SignJWT(await claims())
          .setProtectedHeader({ alg: "HS256" })
          .sign(new TextEncoder().encode(secret)),
    ],
    ["another content encryption", () => direct("dir", "A128CBC-HS256", deriveKey(secret, ""))],
    ["a wrapped key", () => direct("A256KW", "A256GCM", deriveKey(secret, ""))],
    ["another secret", async () => encode({ token: await claims(), secret: "x".repeat(40) })],
    [
      "another purpose",
      async () => encode({ token: await claims(), secret, salt: "latchkey.state" }),
    ],
    ["one that has expired", () => direct("dir", "A256GCM", deriveKey(secret, ""), { exp: 1 })],
    [
      "one that expired beyond the tolerance",
      () =>
        direct("dir", "A256GCM", deriveKey(secret, ""), {
          exp: Math.floor(Date.now() / 1000) - 16,
        }),
    ],
    [
      "an expiry that is text",
      () => direct("dir", "A256GCM", deriveKey(secret, ""), { exp: "9999999999" }),
    ],
    ["no expiry", () => direct("dir", "A256GCM", deriveKey(secret, ""), { exp: undefined })],
    [
      "one that is not valid yet",
      () =>
        direct("dir", "A256GCM", deriveKey(secret, ""), {
          nbf: Math.floor(Date.now() / 1000) + 600,
        }),
    ],
    [
      "an unknown session",
      () => direct("dir", "A256GCM", deriveKey(secret, ""), { sid: "unknown" }),
    ],
    ["no session", () => direct("dir", "A256GCM", deriveKey(secret, ""), { sid: undefined })],
    [
      "a session that is an object",
      () => direct("dir", "A256GCM", deriveKey(secret, ""), { sid: { not: "" } }),
    ],
    [
      "somebody else's id",
      () => direct("dir", "A256GCM", deriveKey(secret, ""), { sub: "somebody" }),
    ],
    [
      "the csrf cookie",
      async () => {
        const { headers } = await newClient().get("/api/auth/csrf");
        return sealedOf(setCookieLines({ headers })[0]?.split(";", 1)[0] ?? "");
      },
    ],
    [
      "the flash cookie",
      async () => {
        const response = await newClient().post("/api/account").type("form").send({ name: "" });
        return sealedOf(setCookieLines(response)[0]?.split(";", 1)[0] ?? "");
      },
    ],
  ];

  test.each(FORGED)("%s", async (_, forge) => {
    const forged = `${NAME}=${await forge()}`;
    const answer = await me(forged);
    expectProblem(answer, 401, "unauthenticated");
    expect(clearsSession(answer)).toBe(true);
    const session = await watchedClient()
      .get("/api/auth/session")
      .set("Cookie", forged)
      .expect(200);
    expect(session.body).toEqual({});
    const page = await watchedClient().get("/dashboard").set("Cookie", forged).redirects(0);
    expect(page.status).toBe(307);
    const admin = await watchedClient().get("/admin").set("Cookie", forged).redirects(0);
    expect(admin.status).toBe(307);
  });

  test("of them none fills the log", async () => {
    const before = app.output().length;
    for (let n = 0; n < 50; n++) await me(`${NAME}=${"x".repeat(4000)}`).expect(401);
    expect(app.output().length - before).toBeLessThan(1000);
  });
});

describe("a cookie that merely looks like the session's", () => {
  test.each([
    `${NAME}x=1`,
    `${NAME}.0=1`,
    `${NAME}.9=garbage`,
    `__Host-${NAME}=1`,
    "next-auth.session-token=1",
  ])("%s beside it does no harm", async (lookAlike) => {
    await me(`${lookAlike}; ${cookie}`).expect(200);
    await me(`${cookie}; ${lookAlike}`).expect(200);
    const page = await watchedClient().get("/dashboard").set("Cookie", `${lookAlike}; ${cookie}`);
    expect(page.status).toBe(200);
    const form = await watchedClient()
      .get("/signin")
      .set("Cookie", `${cookie}; ${lookAlike}`)
      .redirects(0);
    expect(form.headers.location).toBe("/dashboard");
  });

  test("does not open anything by itself", async () => {
    const sealed = sealedOf(cookie);
    for (const name of [
      `${NAME}.0`,
      `__Host-${NAME}`,
      "next-auth.session-token",
      "Latchkey.Session",
    ]) {
      await me(`${name}=${sealed}`).expect(401);
      const admin = await watchedClient()
        .get("/admin")
        .set("Cookie", `${name}=${sealed}`)
        .redirects(0);
      expect(admin.headers.location).toMatch(/^\/signin/);
    }
  });
});

test("of two session cookies one counts, and nothing is mixed", async () => {
  const other = await signInKeeping(await createAccount());
  const { body } = await me(`${cookie}; ${other.cookie}`).expect(200);
  expect(body.user.email).toBe(account.email);
  for (const pair of [`${cookie}; ${NAME}=bad`, `${NAME}=bad; ${cookie}`]) {
    expect([200, 401]).toContain((await me(pair)).status);
  }
});

describe("an Authorization header is not a session:", () => {
  test.each(["Bearer %", "Bearer %E0%A4%A", "Bearer", "Basic eDp5", "Bearer null"])(
    "%s",
    async (value) => {
      const response = await watchedClient().get("/api/me").set("Authorization", value);
      expectProblem(response, 401, "unauthenticated");
      const page = await watchedClient().get("/admin").set("Authorization", value).redirects(0);
      expect(page.headers.location).toMatch(/^\/signin/);
    },
  );

  test("not even with the token of a cookie", async () => {
    const value = `Bearer ${sealedOf(cookie)}`;
    for (const path of ["/api/me", "/api/sessions", "/api/events"]) {
      await watchedClient().get(path).set("Authorization", value).expect(401);
    }
    for (const path of ["/dashboard", "/settings", "/admin"]) {
      const { headers } = await watchedClient().get(path).set("Authorization", value).redirects(3);
      expect(headers).not.toHaveProperty("x-user");
      const { text } = await watchedClient().get(path).set("Authorization", value).redirects(3);
      expect(text).not.toContain(account.email);
    }
  });
});

describe("what the client sends with update()", () => {
  test.each([
    ["without a csrf token", false],
    ["with a csrf token", true],
  ])("%s changes nothing", async (_, withToken) => {
    const { csrfToken } = (await client.get("/api/auth/csrf")).body;
    const before = (await client.get("/api/me")).text;
    const { body } = await client
      .post("/api/auth/session")
      .send({
        ...(withToken && { csrfToken }),
        data: { role: "admin", user: { role: "admin", name: "Eve" }, sub: "x", sid: "x" },
      })
      .expect(200);
    expect(body.user).toMatchObject({ role: "user", name: account.name, id: account.id });
    expect((await client.get("/api/me")).text).toBe(before);
    await client.get("/api/admin/users").expect(403);
  });
});

test("/api/auth/session says what /api/me says", async () => {
  const session = (await client.get("/api/auth/session").expect(200)).body;
  const own = (await client.get("/api/me").expect(200)).body;
  expect({ user: session.user, session: session.session }).toEqual(own);
  expect(session.expires).toBe(own.session.expires);
});
