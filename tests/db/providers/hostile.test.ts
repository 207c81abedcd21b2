import { db } from "@/lib/platform/db/client";
import { newEmail } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";
import { flashOf, startOwnServer } from "@/tests/support/providers/own-server";
import {
  type Behaviour,
  type Hostile,
  oidcVariables,
  startHostile,
} from "@/tests/support/providers/providers";
import { answerOf, formToken, goThrough, press } from "@/tests/support/providers/way";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import { english } from "@/tests/support/texts";

/* A provider that lies, or answers nothing: nobody is signed in, and nobody gets an account. */

const CHILD_S = 300;

let hostile: Hostile;
let app: Awaited<ReturnType<typeof startOwnServer>>;
let person: { sub: string; email: string; email_verified: boolean };

beforeAll(async () => {
  hostile = await startHostile();
  Object.assign(process.env, {
    ...oidcVariables(1, hostile.issuer("one")),
    ...oidcVariables(2, hostile.issuer("two")),
    ...oidcVariables(3, hostile.issuer("silent")),
    ...oidcVariables(4, `http://localhost:${await freePort()}`),
    ...oidcVariables(5, hostile.issuer("changing")),
  });
  app = await startOwnServer();
}, START_MS);

afterAll(async () => {
  await app?.stop();
  await hostile?.stop();
});

beforeEach(() => {
  const email = newEmail();
  person = { sub: email, email, email_verified: true };
});

const client = () => newClient(app.url, { fault: true });
const now = () => Math.floor(Date.now() / 1000);

async function expectNobody(): Promise<void> {
  const { email, sub } = person;
  expect(await db.user.count({ where: { email } })).toBe(0);
  expect(await db.account.count({ where: { providerAccountId: sub } })).toBe(0);
}

/** What is wrong about an answer. The rest of it is right. */
const WRONG: [what: string, behaviour: () => Behaviour][] = [
  ["a nonce of another sign-in", () => ({ claims: { nonce: "another" } })],
  ["no nonce", () => ({ without: ["nonce"] })],
  ["a token for somebody else", () => ({ claims: { aud: "another" } })],
  ["a token for two", () => ({ claims: { aud: ["app-of-tests", "another"] } })],
  [
    "a token for two, made for us",
    () => ({ claims: { aud: ["app-of-tests", "another"], azp: "app-of-tests" } }),
  ],
  ["a token of another issuer", () => ({ claims: { iss: hostile.issuer("two") } })],
  ["a token that has expired", () => ({ claims: { exp: now() - CHILD_S } })],
  ["a token of the future", () => ({ claims: { iat: now() + CHILD_S } })],
  ["no subject", () => ({ without: ["sub"] })],
  ["an empty subject", () => ({ claims: { sub: "" } })],
  ["a signature by nobody", () => ({ signedBy: "nobody" })],
  ["a signature by our own secret", () => ({ signedBy: "our secret" })],
  ["a signature by another key", () => ({ signedBy: "another key" })],
  ["no ID token", () => ({ tokens: { id_token: null } })],
  ["a foreign state", () => ({ answer: { state: "another" } })],
  ["no state", () => ({ answer: { state: null } })],
  ["another issuer's name", () => ({ answer: { iss: hostile.issuer("two") } })],
  ["no code", () => ({ answer: { code: null } })],
  ["a list as e-mail address", () => ({ claims: { email: [person.email] } })],
  ["an object as subject", () => ({ claims: { sub: { $ne: "" } } })],
  ["a word as yes", () => ({ claims: { email_verified: "maybe" } })],
  ["a redirect in place of tokens", () => ({ redirects: ["token"] })],
  ["a redirect in place of keys", () => ({ redirects: ["jwks"] })],
];

describe("59 an answer is refused for [V2.2.1 V6.8.2 V9.1.1 V9.1.2 V9.2.1 V9.2.3 V10.1.2 V10.2.1 V10.2.2 V10.5.1 V10.5.2 V10.5.3 V10.5.4 V15.3.2]", () => {
  test.each(WRONG)("%s", async (_, behaviour) => {
    const { claims, ...rest } = behaviour();
    await hostile.behave("one", { ...rest, claims: { ...person, ...claims } });
    const browser = client();
    const back = await goThrough(browser, "oidc-1");
    expect(back.headers.location).toBe("/signin?callbackUrl=%2Fdashboard");
    expect(sessionLine(back)).toBeUndefined();
    expect((await flashOf(back))?.message).toMatch(/\S/);
    await browser.get("/api/me").expect(401);
    await expectNobody();
  });
});

test("the same answer without any of it signs in", async () => {
  await hostile.behave("one", { claims: person });
  const browser = client();
  await goThrough(browser, "oidc-1");
  await browser.get("/api/me").expect(200);
});

describe("59 an answer is good once, in the browser it is for, at the provider it is of:", () => {
  beforeEach(() => hostile.behave("one", { claims: person }));

  test("in another browser it is refused [V10.2.1]", async () => {
    const path = await answerOf((await press(client(), "oidc-1")).to);
    expect(sessionLine(await client().get(path).redirects(0))).toBeUndefined();
    await expectNobody();
  });

  test("in a browser that began its own sign-in it is refused [V10.2.1]", async () => {
    const path = await answerOf((await press(client(), "oidc-1")).to);
    const victim = client();
    await press(victim, "oidc-1");
    expect(sessionLine(await victim.get(path).redirects(0))).toBeUndefined();
    await expectNobody();
  });

  test("given to another provider's address it is refused [V10.2.2]", async () => {
    const browser = client();
    const path = await answerOf((await press(browser, "oidc-1")).to);
    const answer = await browser.get(path.replace("oidc-1", "oidc-2")).redirects(0);
    expect(sessionLine(answer)).toBeUndefined();
    await expectNobody();
  });

  test("a second time it is refused", async () => {
    const browser = client();
    const path = await answerOf((await press(browser, "oidc-1")).to);
    await browser.get(path).redirects(0).expect(303);
    const again = await browser.get(path).redirects(0);
    expect(sessionLine(again)).toBeUndefined();
    expect(await flashOf(again)).toMatchObject({ message: english("providers.startAgain") });
  });

  test("as another site's form it is refused", async () => {
    const browser = client();
    const path = await answerOf((await press(browser, "oidc-1")).to);
    const fields = Object.fromEntries(new URL(path, app.url).searchParams);
    await browser
      .post("/api/auth/callback/oidc-1")
      .set("Origin", "https://evil.example")
      .type("form")
      .send(fields)
      .expect(403);
    await expectNobody();
  });
});

describe("a provider that cannot be reached", () => {
  const pressed = async (id: string) => {
    const { answer, to } = await press(client(), id);
    expect(to).toBe("");
    return flashOf(answer);
  };

  const down = { message: english("problems.provider_down") };

  test("is reported on the page, and others keep working", async () => {
    expect(await pressed("oidc-4")).toMatchObject(down);
    await hostile.behave("one", { claims: person });
    const browser = client();
    await goThrough(browser, "oidc-1");
    await browser.get("/api/me").expect(200);
  });

  test("gives a JSON client a problem", async () => {
    const browser = client();
    const csrfToken = await formToken(browser);
    const { body } = await browser
      .post("/api/auth/signin/oidc-4")
      .send({ csrfToken, json: "true" })
      .expect(503);
    expect(body.code).toBe("provider_down");
  });

  test("because it does not answer is reported within the time limit", async () => {
    await hostile.behave("silent", { hangs: [".well-known/openid-configuration"] });
    expect(await pressed("oidc-3")).toMatchObject(down);
  });

  test("because it stops in the middle is reported within the time limit", async () => {
    await hostile.behave("one", { claims: person, hangs: ["token"] });
    const back = await goThrough(client(), "oidc-1");
    expect(back.headers.location).toMatch(/^\/signin/);
  });

  test.each<[string, Behaviour]>([
    ["leads elsewhere", { redirects: [".well-known/openid-configuration"] }],
    ["is another issuer's", { metadata: { issuer: "https://another.example" } }],
    ["is lacking", { metadata: { token_endpoint: null } }],
    ["is unencrypted", { metadata: { token_endpoint: "http://evil.example/token" } }],
    [
      "names no signature by a key",
      { metadata: { id_token_signing_alg_values_supported: ["none", "HS256"] } },
    ],
  ])("because its metadata %s is refused [V10.5.3 V15.3.2]", async (_, behaviour) => {
    await hostile.behave("changing", behaviour);
    expect((await pressed("oidc-5"))?.message).toMatch(/\S/);
  });
});

test("no token or claim of a provider is stored in the database", async () => {
  await hostile.behave("one", { claims: person });
  const browser = client();
  await goThrough(browser, "oidc-1");
  const rows = JSON.stringify([
    await db.account.findMany(),
    await db.session.findMany(),
    await db.securityEvent.findMany({ take: 500, orderBy: { id: "desc" } }),
  ]);
  expect(rows).not.toContain("-token-of-a-test");
});
