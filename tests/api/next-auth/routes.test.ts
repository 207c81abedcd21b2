import { cookieName } from "@/lib/platform/http/cookies";
import { app } from "@/tests/support/app/app";
import {
  type Account,
  createAccount,
  csrfToken,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import {
  cookieNames,
  sessionLine,
  setCookieLines,
  signInKeeping,
} from "@/tests/support/requests/cookies";
import { expectOnSite, expectQuietLog } from "@/tests/support/requests/expectations";
import { raw } from "@/tests/support/requests/raw";
import { english } from "@/tests/support/texts";

const CALLBACK = "/api/auth/callback/credentials";

let account: Account;

beforeAll(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

describe("a callbackUrl on this site is followed:", () => {
  test.each([
    ["/settings", "/settings"],
    ["/admin?q=a&page=2#top", "/admin?q=a&page=2#top"],
    ["OURS/settings", "/settings"],
    // They would ask to sign in again.
    ["/signin", "/dashboard"],
    ["/signup?x=1", "/dashboard"],
    // Its own page, whose name merely starts like theirs.
    ["/signin-help", "/signin-help"],
  ])("%s", async (given, expected) => {
    const { email, password } = account;
    const callbackUrl = given.replace("OURS", app.url);
    const { headers } = await submitSignIn(newClient(), { email, password, callbackUrl });
    expect(headers.location).toBe(`${app.url}${expected}`);
  });
});

describe("cookies a client made up:", () => {
  test.each(["garbage", "|", "a|b|c", "%", "x".repeat(4000)])(
    "csrf-token=%.20s is replaced",
    async (value) => {
      const client = newClient();
      const first = await client
        .get("/signin")
        .set("Cookie", `${cookieName("csrf-token")}=${value}`)
        .expect(200);
      expect(cookieNames(first)).toEqual([cookieName("csrf-token")]);
      await newClient()
        .get("/api/auth/csrf")
        .set("Cookie", `${cookieName("csrf-token")}=${value}`)
        .expect(200);
    },
  );

  test("an oversized header is refused as such", async () => {
    const { status } = await raw("GET", "/api/me", { headers: { Cookie: "x".repeat(20_000) } });
    expect(status).toBe(431);
  });
});

describe("the csrf token of the sign-in form", () => {
  const SELF_MADE = "0".repeat(64);

  /** Posts the right password with whatever token, and with a cookie or none. */
  async function postWith(token: string | string[] | undefined, cookie: string | null) {
    const client = newClient();
    await csrfToken(client);
    if (cookie !== null) client.jar.setCookie(`${cookieName("csrf-token")}=${cookie}; Path=/`);
    const { email, password } = account;
    const fields = new URLSearchParams({ email, password, callbackUrl: "/settings" });
    for (const value of [token ?? []].flat()) fields.append("csrfToken", value);
    const response = await client.post(CALLBACK).type("form").send(fields.toString());
    return { client, response };
  }

  test.each<[string, string | string[] | undefined, string | null]>([
    ["missing", undefined, null],
    ["empty", "", null],
    ["wrong", SELF_MADE, null],
    ["sent twice", [SELF_MADE, SELF_MADE], null],
    ["self-made, with a cookie to match", SELF_MADE, `${SELF_MADE}%7C${SELF_MADE}`],
    ["self-made, with a cookie without a signature", SELF_MADE, SELF_MADE],
  ])("20 %s leads back to the form, which says so [V3.5.1]", async (_, token, cookie) => {
    const { client, response } = await postWith(token, cookie);
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe("/signin?callbackUrl=%2Fsettings");
    expect(sessionLine(response)).toBeUndefined();
    const { text } = await client.get(String(response.headers.location)).expect(200);
    expect(text).toContain(english("details.signInExpired"));
    expect(text).toContain(account.email);
    expect(text).not.toContain(account.password);
  });

  test("20 without its cookie leads back too [V3.5.1]", async () => {
    const token = await csrfToken(newClient());
    const client = newClient();
    const { email, password } = account;
    const response = await client
      .post(CALLBACK)
      .type("form")
      .send({ csrfToken: token, email, password });
    expect(response.headers.location).toMatch(/^\/signin/);
    expect(sessionLine(response)).toBeUndefined();
  });

  test("the next try works", async () => {
    const { client, response } = await postWith(SELF_MADE, null);
    const { email, password } = account;
    const { text } = await client.get(String(response.headers.location));
    const token = /name="csrfToken" value="([^"]+)"/.exec(text)?.[1];
    const second = await client
      .post(CALLBACK)
      .type("form")
      .send({ csrfToken: token, email, password });
    expect(second.headers.location).toBe(`${app.url}/dashboard`);
  });

  test("is interchangeable between the form and /api/auth/csrf", async () => {
    const client = newClient();
    const token = await csrfToken(client);
    expect((await client.get("/api/auth/csrf")).body).toEqual({ csrfToken: token });
    expect(setCookieLines(await client.get("/signin"))).toEqual([]);
  });
});

describe("a wrong password in the form", () => {
  test("leads back with one message, what was typed and the destination, without the password", async () => {
    const client = newClient();
    const response = await submitSignIn(client, {
      email: account.email,
      password: "not the password",
      remember: "on",
      callbackUrl: "/settings",
    });
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe("/signin?callbackUrl=%2Fsettings");
    expect(response.headers["cache-control"]).toBe("private, no-store");
    const { text } = await client.get("/signin?callbackUrl=%2Fsettings").expect(200);
    expect(text).toContain(english("details.signInWrong"));
    expect(text).toContain(`value="${account.email}"`);
    expect(text).toContain('name="callbackUrl" value="/settings"');
    expect(text).not.toContain("not the password");
    expect((await client.get("/signin")).text).not.toContain(english("details.signInWrong"));
  });
});

describe("next-auth's own client (json=true)", () => {
  test("gets 200 and the next address", async () => {
    const { email, password } = account;
    const response = await submitSignIn(newClient(), {
      email,
      password,
      json: "true",
      callbackUrl: "/settings",
    });
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ url: `${app.url}/settings` });
    expect(cookieNames(response)).toEqual(["session", "device"].map(cookieName));
  });

  test("gets 401 and the error in an address for a wrong password", async () => {
    const response = await submitSignIn(newClient(), {
      email: account.email,
      password: "not the password",
      json: "true",
    });
    expect(response.status).toBe(401);
    const url = new URL(response.body.url);
    expect(url.origin).toBe(app.url);
    expect(url.searchParams.get("error")).toBe("CredentialsSignin");
    expect(response.headers).not.toHaveProperty("set-cookie");
  });

  test('does not get "ok" for a wrong csrf token', async () => {
    const client = newClient();
    const { email, password } = account;
    const response = await client
      .post(CALLBACK)
      .type("form")
      .send({ csrfToken: "wrong", email, password, json: "true" });
    expect(response.status).toBe(403);
    expect(new URL(response.body.url).searchParams.get("error")).toBe("csrf");
  });
});

describe("other routes of next-auth", () => {
  test.each([
    "_log",
    "unknown",
    "__proto__",
    "constructor",
    "toString",
    "session/x/y",
    "callback/credentials/x",
  ])("/api/auth/%s does not exist", async (action) => {
    for (const method of ["GET", "POST"]) {
      const answer = await raw(method, `/api/auth/${action}`, {
        headers: { Origin: app.url, "Content-Type": "application/json" },
      });
      expect(answer.status).toBe(404);
    }
  });

  test.each(["github", "email", "%00", "..%2fsession", "credentials%2f..", "__proto__"])(
    "provider %s does not exist",
    async (provider) => {
      const client = newClient();
      const token = await csrfToken(client);
      const { status } = await client.get(`/api/auth/callback/${provider}`);
      expect(status).toBeLessThan(500);
      for (const action of ["callback", "signin"]) {
        const response = await client
          .post(`/api/auth/${action}/${provider}`)
          .type("form")
          .send({ csrfToken: token, email: account.email, password: account.password });
        expect(sessionLine(response)).toBeUndefined();
        if (response.headers.location) expectOnSite(response.headers.location);
      }
    },
  );

  test.each(["error", "signin", "signout", "verify-request"])(
    "GET /api/auth/%s leads to a page of ours",
    async (action) => {
      const response = await newClient().get(`/api/auth/${action}`).redirects(0);
      expect(response.status).toBe(303);
      expectOnSite(response.headers.location);
      expect(response.headers.location).not.toContain("/api/");
    },
  );

  test("their answers are not cached [V14.2.2]", async () => {
    for (const path of ["session", "csrf", "providers"]) {
      const { headers } = await newClient().get(`/api/auth/${path}`).expect(200);
      expect(headers["cache-control"]).toBe("private, no-store");
    }
  });
});

describe("who is signed in", () => {
  test.each(["/signin", "/signup"])("leaves %s", async (path) => {
    const { client } = await signInKeeping(account);
    const { status, headers } = await client.get(path).redirects(0);
    expect(status).toBe(307);
    expect(headers.location).toBe("/dashboard");
    expect(headers["x-middleware-cache"]).toBe("no-cache");
  });
});

test("the browser's router does not remember a redirect of the middleware", async () => {
  for (const path of ["/dashboard", "/settings", "/admin"]) {
    const { headers, status } = await newClient().get(path).redirects(0);
    expect(status).toBe(307);
    expect(headers["x-middleware-cache"]).toBe("no-cache");
    expect(headers.location).toBe(`/signin?callbackUrl=${encodeURIComponent(path)}`);
  }
});
