import { CALLBACK_COOKIE } from "@/lib/web/session/cookies";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { aimed, hostileTargets } from "@/tests/support/attack/hostile-targets";
import {
  type Account,
  createAccount,
  csrfToken,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine, signInKeeping } from "@/tests/support/requests/cookies";
import { expectOnSite, expectQuietLog } from "@/tests/support/requests/expectations";

/** Routes and pages that take a callbackUrl from anybody's query. */
const ROUTES = ["session", "csrf", "providers", "signin", "signout", "error", "verify-request"].map(
  (action) => `/api/auth/${action}`,
);
const PAGES = ["/signin", "/signup"];

let account: Account;
let cookie: string;

beforeAll(async () => {
  account = await createAccount();
  ({ cookie } = await signInKeeping(account));
});

afterAll(expectQuietLog);

/** The callbackUrl of the sign-in form on a page. */
const formTarget = (text: string) => /name="callbackUrl" value="([^"]*)"/.exec(text)?.[1];

describe.each(hostileTargets)("a callbackUrl of %s", (_, target) => {
  const callbackUrl = aimed(target);

  test("27 in the form of a sign-in stays on the origin [V1.1.1 V1.2.2 V3.7.2 V4.2.5]", async () => {
    const { email, password } = account;
    const signedIn = await submitSignIn(newClient(), { email, password, callbackUrl });
    expect(signedIn.status).toBe(303);
    expectOnSite(signedIn.headers.location);
    expect(sessionLine(signedIn)).toBeDefined();

    const refused = await submitSignIn(newClient(), { email, password: "wrong", callbackUrl });
    expect(refused.status).toBe(303);
    expectOnSite(refused.headers.location);
    const back = new URL(String(refused.headers.location), app.url).searchParams;
    expectOnSite(back.get("callbackUrl") ?? "missing");
  });

  test("27 in the form of a sign-out and of a confirmation stays on the origin [V1.1.1 V1.2.2 V3.7.2 V4.2.5]", async () => {
    const client = await signedInClient(account);
    const { password } = account;
    const confirmed = await client
      .post("/api/me/reauthenticate")
      .type("form")
      .send({ password, callbackUrl });
    expect(confirmed.status).toBe(303);
    expectOnSite(confirmed.headers.location);

    const { csrfToken: token } = (await client.get("/api/auth/csrf")).body;
    const out = await client
      .post("/api/auth/signout")
      .type("form")
      .send({ csrfToken: token, callbackUrl });
    expect(out.status).toBe(303);
    expectOnSite(out.headers.location);
  });

  test("27 in a query stays on the origin [V1.1.1 V1.2.2 V3.7.2 V4.2.5]", async () => {
    const queries = [new URLSearchParams({ callbackUrl }).toString()];
    // As it is, where a request line can hold it.
    if (/^[\x21-\x7e]*$/.test(callbackUrl)) queries.push(`callbackUrl=${callbackUrl}`);
    for (const query of queries) {
      for (const path of [...ROUTES, ...PAGES]) {
        const { status, headers } = await attack({ path: `${path}?${query}` });
        expect({ path, status, refused: status >= 400 }).toEqual({ path, status, refused: false });
        if (headers.location) expectOnSite(headers.location);
      }
      const form = await attack({ path: `/signin?${query}` });
      expectOnSite(formTarget(form.text));
      // Who is signed in is led on at once.
      const visit = await attack({ path: `/signin?${query}`, headers: { Cookie: cookie } });
      expect(visit.status).toBe(307);
      expectOnSite(visit.headers.location);
      const confirm = await attack({
        path: `/reauthenticate?${query}`,
        headers: { Cookie: cookie },
      });
      expectOnSite(formTarget(confirm.text));
    }
  });

  test("27 in a cookie does not decide where a sign-in leads, and breaks no page [V1.1.1 V1.2.2 V3.7.2 V4.2.5]", async () => {
    // A browser keeps no cookie over 4 kB; by way of bytes, because half a character has none.
    const planted = encodeURIComponent(Buffer.from(callbackUrl.slice(0, 3000)).toString());
    for (const path of [...ROUTES, "/signin", "/signup", "/dashboard"]) {
      const { status, headers } = await attack({ path, headers: { Cookie: everyName(planted) } });
      expect(status).toBeLessThan(400);
      if (headers.location) expectOnSite(headers.location);
    }
    const client = newClient();
    const token = await csrfToken(client);
    client.jar.setCookie(`${CALLBACK_COOKIE}=${planted}; Path=/`);
    const { email, password } = account;
    const { headers } = await client
      .post("/api/auth/callback/credentials")
      .type("form")
      .send({ csrfToken: token, email, password });
    expect(headers.location).toBe(`${app.url}/dashboard`);
  });
});

/** The callback-url cookie under the names next-auth and the app give it. */
const everyName = (value: string) =>
  ["next-auth.callback-url", CALLBACK_COOKIE, `__Host-${CALLBACK_COOKIE}`]
    .map((name) => `${name}=${value}`)
    .join("; ");

const GARBAGE = ["garbage", "http://host:bad", "%", "%E0%A4%A", "not%20a%20url", "\u00ff", '"'];

test.each(GARBAGE)("28 a callback-url cookie of %s locks nobody out", async (value) => {
  const planted = everyName(value);
  for (const path of ["/api/me", "/dashboard", "/api/auth/session", "/api/auth/csrf"]) {
    const { status } = await attack({ path, headers: { Cookie: `${planted}; ${cookie}` } });
    expect({ path, status }).toEqual({ path, status: 200 });
  }
  const form = await attack({ path: "/signin", headers: { Cookie: planted } });
  expect({ status: form.status, target: formTarget(form.text) }).toEqual({
    status: 200,
    target: "/dashboard",
  });
  const { status } = await attack({ path: "/api/auth/signin", headers: { Cookie: planted } });
  expect(status).toBe(303);
});
