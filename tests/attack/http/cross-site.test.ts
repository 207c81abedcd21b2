import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { apiCalls, type Call } from "@/tests/support/app/protected-routes";
import { attack } from "@/tests/support/attack/attack-request";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { createOrganisation } from "@/tests/support/people/organisations";
import { newClient } from "@/tests/support/requests/client";
import { setCookieLines, signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

const FOREIGN: [string, Record<string, string>][] = [
  ["Sec-Fetch-Site: cross-site", { "Sec-Fetch-Site": "cross-site" }],
  ["Sec-Fetch-Site: same-site", { "Sec-Fetch-Site": "same-site" }],
  ["Sec-Fetch-Site: none", { "Sec-Fetch-Site": "none" }],
  ["a made-up Sec-Fetch-Site", { "Sec-Fetch-Site": "same-origin, cross-site" }],
  ["cross-site with our Origin", { "Sec-Fetch-Site": "cross-site", Origin: "OURS" }],
  ["neither header", {}],
  ["another Origin", { Origin: "https://evil.example" }],
  ["Origin: null", { Origin: "null" }],
  ["our host on another port", { Origin: "http://localhost:1" }],
  ["an Origin that starts like ours", { Origin: "OURS.evil.example" }],
  ["our Origin with a path", { Origin: "OURS/" }],
  ["only a Referer", { Referer: "OURS/settings" }],
];

const headersOf = (foreign: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(foreign).map(([name, value]) => [name, value.replace("OURS", app.url)]),
  );

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const NOT_ACCEPTED = [
  "text/plain",
  "multipart/form-data; boundary=x",
  "application/xml",
  "application/json-patch+json",
  "text/json",
  "garbage",
  "",
];
const NEXTAUTH: Call[] = ["callback/credentials", "signin/credentials", "signout", "session"]
  .map((action) => `/api/auth/${action}`)
  .map((path) => ({ method: "POST", route: path, path }));

const isChange = (method: string) => method !== "GET";

/** An administrator, just signed in, who owns an organisation: nothing but what is tested here keeps the request out. */
let account: Account;
let slug: string;
let cookie: string;
let before: unknown;

beforeAll(async () => {
  account = await createAccount({ role: "admin" });
  ({ slug } = await createOrganisation({ owner: account }));
  ({ cookie } = await signInKeeping(account));
  before = await stored();
});

afterAll(expectQuietLog);

const stored = () =>
  db.user.findUnique({
    where: { id: account.id },
    include: { password: true, tokens: true, sessions: { omit: { lastSeenAt: true } } },
  });

describe("asked for from another site, every change is refused:", () => {
  test.each(FOREIGN)("22 with %s [V3.5.2]", async (_, foreign) => {
    const calls: Call[] = [...apiCalls(isChange, { slug }), ...NEXTAUTH];
    expect(calls.length).toBeGreaterThan(20);
    for (const call of calls) {
      const { method, path, form = "" } = call;
      for (const [verb, type, body] of [
        [method, JSON_TYPE, '{"name":"Eve"}'],
        [method, FORM_TYPE, "name=Eve"],
        ["POST", FORM_TYPE, `${form}&name=Eve`],
      ] as const) {
        // A form can only POST, and where there is none, there is nothing to post to.
        if (verb !== method && !form) continue;
        const headers = { Cookie: cookie, "Content-Type": type, ...headersOf(foreign) };
        const answer = await attack({ method: verb, path, headers, chunks: [body] });
        expectProblem(answer, 403, "cross_site");
        expect(answer.headers).not.toHaveProperty("set-cookie");
      }
    }
    expect(await stored()).toEqual(before);
  });
});

describe("in a type that a foreign page can send without preflight, every change is refused:", () => {
  async function expectUnsupported(call: Call, type: string, Cookie: string): Promise<void> {
    const headers = { Cookie, Origin: app.url, ...(type && { "Content-Type": type }) };
    const { method, path } = call;
    const chunks = ['{"name":"Eve","confirm":"on"}'];
    const answer = await attack({ method, path, headers, chunks });
    expectProblem(answer, 415, "unsupported_media_type");
  }

  test.each(NOT_ACCEPTED)("22 as %p [V3.5.2]", async (type) => {
    const anonymous = apiCalls((method, access) => isChange(method) && access === "anonymous");
    const others = apiCalls((method, access) => isChange(method) && access !== "anonymous", {
      slug,
    });
    expect(anonymous).not.toEqual([]);
    for (const call of anonymous) await expectUnsupported(call, type, "");
    for (const call of others) await expectUnsupported(call, type, cookie);
    expect(await stored()).toEqual(before);
  });

  test("22 as a form, where no form of ours posts to [V3.5.2]", async () => {
    for (const call of apiCalls((method) => isChange(method) && method !== "POST", { slug })) {
      await expectUnsupported(call, FORM_TYPE, cookie);
    }
    expect(await stored()).toEqual(before);
  });
});

/** Text browsers say nothing else: there the token is what counts. */
const UNSAID = ["neither header", "only a Referer"];

test.each(FOREIGN.filter(([what]) => !UNSAID.includes(what)))(
  "21 a valid csrf token with %s signs nobody in [V3.4.2 V3.5.1]",
  async (_, foreign) => {
    const { body, headers } = await newClient().get("/api/auth/csrf");
    const csrfCookie = setCookieLines({ headers })[0]?.split(";", 1)[0] ?? "";
    const { email, password } = account;
    const answer = await attack({
      method: "POST",
      path: "/api/auth/callback/credentials",
      headers: { Cookie: csrfCookie, "Content-Type": FORM_TYPE, ...headersOf(foreign) },
      chunks: [new URLSearchParams({ csrfToken: body.csrfToken, email, password }).toString()],
    });
    expectProblem(answer, 403, "cross_site");
    expect(answer.headers).not.toHaveProperty("set-cookie");
  },
);

test("22 a foreign form cannot create an account [V3.5.2]", async () => {
  const email = newEmail();
  await newClient()
    .post("/api/account")
    .set("Sec-Fetch-Site", "cross-site")
    .type("form")
    .send({ name: "Eve", email, password: `correct horse ${randomUUID()}` })
    .expect(403);
  expect(await db.user.count({ where: { email } })).toBe(0);
});

test("25 a sign-out from another site leaves the session, even with a valid token [V3.5.3]", async () => {
  const { client } = await signInKeeping(account);
  const { body } = await client.get("/api/auth/csrf");
  const answer = await client
    .post("/api/auth/signout")
    .set("Origin", "https://evil.example")
    .type("form")
    .send({ csrfToken: body.csrfToken });
  expectProblem(answer, 403, "cross_site");
  await client.get("/api/me").expect(200);
});

describe("is let through:", () => {
  const rename = (headers: Record<string, string>) =>
    attack({
      method: "PATCH",
      path: "/api/me",
      headers: { Cookie: cookie, "Content-Type": JSON_TYPE, ...headers },
      chunks: ['{"name":"Ada King"}'],
    });

  test("Sec-Fetch-Site: same-origin without Origin", async () => {
    expect((await rename({ "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
  });

  test("our Origin from a client without Sec-Fetch-Site", async () => {
    expect((await rename({ Origin: app.url })).status).toBe(200);
  });

  test("a GET from anywhere: it changes nothing", async () => {
    const headers = {
      Cookie: cookie,
      "Sec-Fetch-Site": "cross-site",
      Origin: "https://evil.example",
    };
    expect((await attack({ path: "/api/me", headers })).status).toBe(200);
  });
});
