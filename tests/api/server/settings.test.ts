import { brand } from "@/lib/platform/config/brand";
import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import {
  createAccount,
  csrfToken,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import {
  sessionCookie,
  sessionLine,
  setCookieLines,
  signInKeeping,
} from "@/tests/support/requests/cookies";
import {
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
  expectSound,
} from "@/tests/support/requests/expectations";
import { raw } from "@/tests/support/requests/raw";
import { english } from "@/tests/support/texts";

/* A second process beside the shared one, with other settings of what it signs and sends. */

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

describe("75 a new NEXTAUTH_SECRET with the old one as NEXTAUTH_SECRET_PREVIOUS [V11.2.2 V12.2.1 V13.2.3]", () => {
  const NEW = "rotated-only-for-tests-4b7d10c2e95f83a6";
  const server = withSibling({
    NEXTAUTH_SECRET: NEW,
    NEXTAUTH_SECRET_PREVIOUS: String(process.env.NEXTAUTH_SECRET),
  });

  test("keeps people signed in, and reseals their cookies once", async () => {
    const { url } = server;
    const account = await createAccount({ role: "admin" });
    const { cookie } = await signInKeeping(account);

    for (const path of ["/dashboard", "/admin", "/api/auth/session"]) {
      expectSound(await newClient(url).get(path).set("Cookie", cookie).expect(200));
    }
    const first = await newClient(url).get("/api/me").set("Cookie", cookie).expect(200);
    const fresh = sessionCookie(first);
    expect(fresh).not.toBe(cookie);
    const second = await newClient(url).get("/api/me").set("Cookie", fresh).expect(200);
    expect(sessionLine(second)).toBeUndefined();
    // The new seal is the new secret's: the process with the old one alone cannot open it.
    await newClient().get("/api/me").set("Cookie", fresh).expect(401);
  });

  test("keeps a remembered cookie remembered", async () => {
    const { url } = server;
    const { cookie } = await signInKeeping(await createAccount(), { remember: "on" });
    const response = await newClient(url).get("/api/me").set("Cookie", cookie).expect(200);
    expect(sessionLine(response)).toContain("; Expires=");
  });

  test("a form that was open during the change says so, and works the second time", async () => {
    const { url } = server;
    const { email, password } = await createAccount();
    const old = newClient();
    await csrfToken(old);
    const page = await newClient().get("/api/auth/csrf");
    const csrfCookie = String(page.headers["set-cookie"]?.[0]).split(";", 1)[0] ?? "";
    const client = newClient(url);
    const response = await client
      .post("/api/auth/callback/credentials")
      .set("Cookie", csrfCookie)
      .type("form")
      .send({ csrfToken: page.body.csrfToken, email, password });
    expect(response.headers.location).toMatch(/^\/signin/);
    expect((await client.get("/signin")).text).toContain(english("details.signInExpired"));
    const again = await submitSignIn(client, { email, password });
    expect(again.headers.location).toBe(`${url}/dashboard`);
  });
});

describe("75 a new NEXTAUTH_SECRET alone [V11.2.2 V12.2.1 V13.2.3]", () => {
  const server = withSibling({ NEXTAUTH_SECRET: "unrelated-only-for-tests-c81f5e0a97d2436b" });

  test("signs everybody out, but keeps the cookie for a process that can open it", async () => {
    const { cookie } = await signInKeeping(await createAccount());
    const refused = await newClient(server.url).get("/api/me").set("Cookie", cookie).expect(401);
    expect(setCookieLines(refused)).toEqual([]);
    for (const path of ["/", "/signin", "/dashboard", "/admin", "/api/auth/session"]) {
      expect(
        sessionLine(await newClient(server.url).get(path).set("Cookie", cookie)),
      ).toBeUndefined();
    }
    await newClient().get("/api/me").set("Cookie", cookie).expect(200);
    expect(app.output()).toContain("session cookie sealed with a secret that is not configured");
  });
});

describe("two installations on one host, which share a browser's cookies,", () => {
  const second = withSibling({ COOKIE_PREFIX: "second" });

  test("do not end each other's sessions", async () => {
    const account = await createAccount();
    const { cookie } = await signInKeeping(account);
    const both = newClient(second.url);
    const jar = { Cookie: cookie };
    const form = await both.get("/signin").set(jar).expect(200);
    const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(form.text)?.[1];
    const { email, password } = account;
    const signedIn = await both
      .post("/api/auth/callback/credentials")
      .set(jar)
      .type("form")
      .send({ csrfToken, email, password });
    expect(signedIn.headers.location).toBe(`${second.url}/dashboard`);
    const names = setCookieLines(signedIn).map((line) => line.split(".", 1)[0]);
    expect([...new Set(names)]).toEqual(["second"]);

    const own = setCookieLines(signedIn).map((line) => line.split(";", 1)[0]);
    const all = [cookie, ...own].join("; ");
    for (const url of [app.url, second.url]) {
      await newClient(url).get("/api/me").set("Cookie", all).expect(200);
    }
  });
});

describe("behind a proxy that ends TLS", () => {
  const ORIGIN = "https://accounts.example.com";
  const NAME = `__Host-${brand.cookiePrefix}.session`;
  const server = withSibling({ NEXTAUTH_URL: ORIGIN });
  const PROXIED = { Host: "accounts.example.com", "X-Forwarded-Proto": "https" };

  test("cookies are __Host- and Secure, and a sign-in works [V3.3.1 V3.3.2 V3.3.3 V3.4.1]", async () => {
    const { url } = server;
    const get = (path: string, cookie = "") =>
      raw("GET", path, { url, headers: { ...PROXIED, Cookie: cookie } });

    const form = await get("/signin");
    const csrfLine = String(form.headers["set-cookie"]?.[0]);
    expect(csrfLine?.startsWith(`__Host-${brand.cookiePrefix}.csrf-token=`)).toBe(true);
    expect(csrfLine.split("; ").slice(1).sort()).toEqual([
      "HttpOnly",
      "Path=/",
      "SameSite=Lax",
      "Secure",
    ]);
    expect(form.headers["strict-transport-security"]).toMatch(/^max-age=\d{8}/);

    const { email, password } = await createAccount();
    const token = /name="csrfToken" value="([^"]+)"/.exec(form.text)?.[1] ?? "";
    const signedIn = await raw("POST", "/api/auth/callback/credentials", {
      url,
      headers: {
        ...PROXIED,
        Origin: ORIGIN,
        Cookie: csrfLine.split(";", 1)[0] ?? "",
        "Content-Type": "application/x-www-form-urlencoded",
      },
      chunks: [new URLSearchParams({ csrfToken: token, email, password }).toString()],
    });
    expect(signedIn.headers.location).toBe(`${ORIGIN}/dashboard`);
    const lines = setCookieLines(signedIn);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`__Host-${brand.cookiePrefix}.device=`);
    expect(lines[1]).toContain("; Secure");
    const [pair = "", ...flags] = String(lines[0]).split("; ");
    expect(pair).toMatch(new RegExp(`^${NAME}=.`));
    expect(flags.sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);

    expect((await get("/api/me", pair)).status).toBe(200);
    expect((await get("/dashboard", pair)).status).toBe(200);
    expect((await get("/signin", pair)).headers.location).toMatch(/\/dashboard$/);
    // A name that a sibling host could plant does not count.
    expect((await get("/api/me", pair.replace("__Host-", ""))).status).toBe(401);
  });

  test("the public origin is the one that counts", async () => {
    const { url } = server;
    const post = (origin: string) =>
      raw("POST", "/api/account", {
        url,
        headers: { ...PROXIED, Origin: origin, "Content-Type": "application/json" },
        chunks: ["{}"],
      });
    expectProblem(await post(url), 403, "cross_site");
    expectProblem(await post(ORIGIN.replace("https", "http")), 403, "cross_site");
    expectProblem(await post(ORIGIN), 422, "invalid");
  });
});

test("over plain http no answer has HSTS [V3.4.1]", async () => {
  const { headers } = await newClient().get("/signin").expect(200);
  expect(headers).not.toHaveProperty("strict-transport-security");
});

describe("when more people sign up than passwords can be hashed", () => {
  const server = withSibling({ PASSWORD_THREADS: "1", PASSWORD_COST: "11" });

  test("the rest are told at once to come back later [V15.2.2]", async () => {
    const { url } = server;
    const account = await createAccount();
    const signedIn = await signedInClient(account);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        newClient(url, { fault: true })
          .post("/api/account")
          .send({ name: "Ada", email: newEmail(), password: "seven lemons on the harbour wall" }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.length - refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      // Whichever is full first: the queue, or what one network may have in it.
      expect(["busy", "busy_network"]).toContain(answer.body.code);
      expectProblem(answer, 503, answer.body.code);
      expectRetryAfter(answer);
    }
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202, 503]));
    await signedIn.get("/api/me").expect(200);
  });
});
