import { db } from "@/lib/db/client";
import { type Account, createAccount, csrfToken, submitSignIn } from "../support/accounts";
import { app } from "../support/app";
import { cookieNames, sessionLine, setCookieLines, signInKeeping } from "../support/cookies";
import { expectQuietLog, watched, watchedClient } from "../support/expectations";
import { lastingHeaders, newClient } from "../support/http";
import { raw } from "../support/raw";

const CALLBACK = "/api/auth/callback/credentials";

let account: Account;

beforeAll(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

/** Values a redirect must not follow, nor stumble over. */
const HOSTILE = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "\t//evil.example",
  " //evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https://evil.example/dashboard",
  "HTTPS://EVIL.EXAMPLE",
  "http://BASE@evil.example",
  "http://BASE.evil.example",
  "http://user:pass@BASE/",
  "http://localhost:1/",
  "http://BASE:80:80/",
  "http://[::1",
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "%2f%2fevil.example",
  "/%2f%2fevil.example",
  "/%5cevil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/\r\nSet-Cookie: a=b",
  "/%0d%0aSet-Cookie:%20a=b",
  "/\u{1F4A9}\ud800",
  "not a url",
  "",
  "null",
  "/\u0000",
  "x".repeat(10_000),
];

const hostile = (value: string) => value.replace("BASE", new URL(app.url).host);

/** A redirect of ours stays on this site, as a browser would resolve it. */
function expectOnSite(location: string | undefined): void {
  const target = new URL(String(location), app.url);
  expect({ location, origin: target.origin, user: target.username }).toEqual({
    location,
    origin: app.url,
    user: "",
  });
  expect(target.pathname).not.toMatch(/^\/[/\\]/);
}

const nowhere = (text: string) => JSON.stringify(text).slice(0, 40);

describe("a callbackUrl that leads away is dropped, and breaks nothing:", () => {
  test.each(HOSTILE.map((value) => [nowhere(value), hostile(value)]))(
    "%s",
    async (_, callbackUrl) => {
      const { email, password } = account;
      const client = watchedClient();
      const signedIn = await submitSignIn(client, { email, password, callbackUrl });
      expect(signedIn.status).toBe(303);
      expectOnSite(signedIn.headers.location);
      expect(sessionLine(signedIn)).toBeDefined();

      const refused = await submitSignIn(watchedClient(), {
        email,
        password: "wrong",
        callbackUrl,
      });
      expect(refused.status).toBe(303);
      expectOnSite(refused.headers.location);
      const back = new URL(String(refused.headers.location), app.url).searchParams.get(
        "callbackUrl",
      );
      expectOnSite(back ?? "missing");

      const query = new URLSearchParams({ callbackUrl }).toString();
      for (const path of ["session", "csrf", "providers", "signin", "signout", "error"]) {
        const { status, headers } = await watchedClient().get(`/api/auth/${path}?${query}`);
        expect(status).toBeLessThan(400);
        if (headers.location) expectOnSite(headers.location);
      }
      const form = await watchedClient().get(`/signin?${query}`).expect(200);
      expectOnSite(/name="callbackUrl" value="([^"]*)"/.exec(form.text)?.[1]);

      const visit = await client.get(`/signin?${query}`).redirects(0);
      expect(visit.status).toBe(307);
      expectOnSite(visit.headers.location);

      const token = (await client.get("/api/auth/csrf")).body.csrfToken;
      const out = await client
        .post("/api/auth/signout")
        .type("form")
        .send({ csrfToken: token, callbackUrl });
      expect(out.status).toBe(303);
      expectOnSite(out.headers.location);
    },
  );
});

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
    const { headers } = await submitSignIn(watchedClient(), { email, password, callbackUrl });
    expect(headers.location).toBe(`${app.url}${expected}`);
  });
});

describe("cookies a client made up:", () => {
  const GARBAGE = [
    "garbage",
    "javascript:alert(1)",
    "http://host:bad",
    "%",
    "not%20a%20url",
    "//evil.example",
  ];

  test.each(GARBAGE)("callback-url=%s harms no page and no route", async (value) => {
    const { cookie } = await signInKeeping(account);
    const names = [
      "next-auth.callback-url",
      "latchkey.callback-url",
      "__Host-latchkey.callback-url",
    ];
    const header = `${names.map((name) => `${name}=${value}`).join("; ")}; ${cookie}`;
    const client = watchedClient();
    for (const path of [
      "/api/me",
      "/dashboard",
      "/api/auth/session",
      "/api/auth/csrf",
      "/api/auth/providers",
    ]) {
      await client.get(path).set("Cookie", header).expect(200);
    }
    for (const path of ["signin", "signout", "error", "verify-request"]) {
      const { status, headers } = await client.get(`/api/auth/${path}`).set("Cookie", header);
      expect(status).toBeLessThan(400);
      if (headers.location) expectOnSite(headers.location);
    }
  });

  test.each(GARBAGE)("callback-url=%s does not decide where a sign-in leads", async (value) => {
    const client = watchedClient();
    const token = await csrfToken(client);
    client.jar.setCookie(`latchkey.callback-url=${value}; Path=/`);
    const { email, password } = account;
    const { headers } = await client
      .post(CALLBACK)
      .type("form")
      .send({ csrfToken: token, email, password });
    expect(headers.location).toBe(`${app.url}/dashboard`);
  });

  test.each(["garbage", "|", "a|b|c", "%", "x".repeat(4000)])(
    "csrf-token=%.20s is replaced",
    async (value) => {
      const client = newClient();
      const first = await client
        .get("/signin")
        .set("Cookie", `latchkey.csrf-token=${value}`)
        .expect(200);
      expect(cookieNames(first)).toEqual(["latchkey.csrf-token"]);
      await watchedClient()
        .get("/api/auth/csrf")
        .set("Cookie", `latchkey.csrf-token=${value}`)
        .expect(200);
    },
  );

  test("a header too large for any server is refused as such", async () => {
    const { status } = await raw("GET", "/api/me", { headers: { Cookie: "x".repeat(20_000) } });
    expect(status).toBe(431);
  });
});

describe("what is not a string does not reach the sign-in:", () => {
  const post = async (body: object) => {
    const client = watchedClient();
    const token = await csrfToken(client);
    return client.post(CALLBACK).send({ csrfToken: token, json: "true", ...body });
  };

  test.each([
    ["objects", { email: { contains: "@" }, password: { not: "" } }],
    ["arrays", { email: ["ADA"], password: ["x"] }],
    ["numbers", { email: 1, password: 2 }],
    ["null", { email: null, password: null }],
    ["booleans", { email: true, password: true }],
    ["nothing", {}],
    ["a length of its own", { email: { length: 1, toLowerCase: "x" }, password: "x" }],
  ])("%s", async (_, body) => {
    const response = await post(body);
    expect(response.status).toBe(401);
    expect(response.body.url).toContain("error=CredentialsSignin");
    expect(sessionLine(response)).toBeUndefined();
  });

  test("a right password in an array is a wrong one", async () => {
    const { email, password } = account;
    expect((await post({ email, password: [password] })).status).toBe(401);
    expect((await post({ email: [email], password })).status).toBe(401);
  });

  test.each([
    ["callbackUrl", { callbackUrl: { a: 1 } }],
    ["callbackUrl in an array", { callbackUrl: ["https://evil.example"] }],
    ["remember", { remember: { on: true } }],
  ])("%s is left out", async (_, extra) => {
    const { email, password } = account;
    const { body } = await post({ email, password, ...extra }).then((response) => {
      expect(response.status).toBe(200);
      return response;
    });
    expect(body).toEqual({ url: `${app.url}/dashboard` });
  });

  test("fields sent twice in a form", async () => {
    const client = watchedClient();
    const token = await csrfToken(client);
    const { email, password } = account;
    const fields = new URLSearchParams({ csrfToken: token, email, password });
    fields.append("email", "somebody@example.com");
    const response = await client.post(CALLBACK).type("form").send(fields.toString());
    expect(response.headers.location).toMatch(/^\/signin/);
    expect(sessionLine(response)).toBeUndefined();
  });

  test.each([
    ["10,000 characters", "x".repeat(10_000)],
    ["NUL", "correct\u0000horse"],
  ])("a password of %s is simply wrong", async (_, password) => {
    expect((await post({ email: account.email, password })).status).toBe(401);
  });
});

describe("the csrf token of the sign-in form", () => {
  const SELF_MADE = "0".repeat(64);

  /** Posts the right password with whatever token, and with a cookie or none. */
  async function postWith(token: string | string[] | undefined, cookie: string | null) {
    const client = watchedClient();
    await csrfToken(client);
    if (cookie !== null) client.jar.setCookie(`latchkey.csrf-token=${cookie}; Path=/`);
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
  ])("20 %s leads back to the form, which says so", async (_, token, cookie) => {
    const { client, response } = await postWith(token, cookie);
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe("/signin?callbackUrl=%2Fsettings");
    expect(sessionLine(response)).toBeUndefined();
    const { text } = await client.get(String(response.headers.location)).expect(200);
    expect(text).toContain("The form was open for too long. Please try again.");
    expect(text).toContain(account.email);
    expect(text).not.toContain(account.password);
  });

  test("20 without its cookie leads back too", async () => {
    const token = await csrfToken(newClient());
    const client = watchedClient();
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

  test("of the form and of /api/auth/csrf are the same kind", async () => {
    const client = watchedClient();
    const token = await csrfToken(client);
    expect((await client.get("/api/auth/csrf")).body).toEqual({ csrfToken: token });
    expect(setCookieLines(await client.get("/signin"))).toEqual([]);
  });
});

describe("a wrong password in the form", () => {
  test("leads back with one sentence, what was typed and the way on; the password is gone", async () => {
    const client = watchedClient();
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
    expect(text).toContain("do not match an account that can sign in");
    expect(text).toContain(`value="${account.email}"`);
    expect(text).toContain('name="callbackUrl" value="/settings"');
    expect(text).not.toContain("not the password");
    expect((await client.get("/signin")).text).not.toContain("do not match an account");
  });

  test("is answered like an unknown address and a disabled account", async () => {
    const disabled = await createAccount();
    await db.user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    const attempts = [
      { email: account.email, password: "not the password" },
      { email: `nobody-${account.email}`, password: "not the password" },
      { email: disabled.email, password: disabled.password },
    ];
    const answers = [];
    for (const attempt of attempts) {
      const { status, text, headers } = await submitSignIn(watchedClient(), attempt);
      const { "set-cookie": flash, ...rest } = lastingHeaders(headers);
      const names = [flash ?? []].flat().map((line) => line.replace(/=[^;]*/, ""));
      answers.push({ status, text, rest, names });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe("next-auth's own client (json=true)", () => {
  test("gets 200 and the address to go to", async () => {
    const { email, password } = account;
    const response = await submitSignIn(watchedClient(), {
      email,
      password,
      json: "true",
      callbackUrl: "/settings",
    });
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ url: `${app.url}/settings` });
    expect(cookieNames(response)).toEqual(["latchkey.session", "latchkey.device"]);
  });

  test("gets 401 and the error in an address for a wrong password", async () => {
    const response = await submitSignIn(watchedClient(), {
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

  test("is not told ok for a wrong csrf token", async () => {
    const client = watchedClient();
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
    "there is no provider %s",
    async (provider) => {
      const client = watchedClient();
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

  test("providers names credentials, on the configured origin whatever the request claims", async () => {
    const answer = await raw("GET", "/api/auth/providers", {
      headers: {
        Host: "evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
      },
    });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain("evil.example");
    expect(JSON.parse(answer.text).credentials.callbackUrl).toBe(`${app.url}${CALLBACK}`);
  });

  test.each(["error", "signin", "signout", "verify-request"])(
    "GET /api/auth/%s leads to a page of ours",
    async (action) => {
      const response = await watchedClient().get(`/api/auth/${action}`).redirects(0);
      expect(response.status).toBe(303);
      expectOnSite(response.headers.location);
      expect(response.headers.location).not.toContain("/api/");
    },
  );

  test.each([
    "<script>alert(1)</script>",
    "CredentialsSignin&callbackUrl=https://evil.example",
    "a\r\nX-Evil: 1",
    "\u4f60",
  ])("an error code is looked up, never echoed: %p", async (code) => {
    const query = `error=${encodeURIComponent(code)}`;
    const response = await watchedClient().get(`/api/auth/error?${query}`).redirects(0);
    expect(response.status).toBeLessThan(400);
    if (response.headers.location) expectOnSite(response.headers.location);
    expect(response.headers).not.toHaveProperty("x-evil");
    const { text } = await watchedClient().get(`/signin?${query}`).expect(200);
    // Next keeps the query, escaped, for its own script; the page itself is what counts.
    expect(text.replace(/<script id="__NEXT_DATA__".*?<\/script>/s, "")).not.toContain(code);
    expect(text).not.toContain("<script>");
    expect(text).toContain("Sign-in did not work. Please try again.");
  });

  test("their answers are kept by no cache", async () => {
    for (const path of ["session", "csrf", "providers"]) {
      const { headers } = await watchedClient().get(`/api/auth/${path}`).expect(200);
      expect(headers["cache-control"]).toBe("private, no-store");
    }
  });
});

describe("who is signed in", () => {
  test.each(["/signin", "/signup"])("leaves %s", async (path) => {
    const { client } = await signInKeeping(account);
    const { status, headers } = await watched(client).get(path).redirects(0);
    expect(status).toBe(307);
    expect(headers.location).toBe("/dashboard");
    expect(headers["x-middleware-cache"]).toBe("no-cache");
  });
});

test("a redirect of the middleware is not remembered by the browser's router", async () => {
  for (const path of ["/dashboard", "/settings", "/admin"]) {
    const { headers, status } = await watchedClient().get(path).redirects(0);
    expect(status).toBe(307);
    expect(headers["x-middleware-cache"]).toBe("no-cache");
    expect(headers.location).toBe(`/signin?callbackUrl=${encodeURIComponent(path)}`);
  }
});
