import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { CLIENT } from "@/tests/support/providers/client.mjs";
import { startOwnServer } from "@/tests/support/providers/own-server";
import {
  type Behaviour,
  type Hostile,
  oidcVariables,
  startHostile,
} from "@/tests/support/providers/providers";
import { goThrough, signIn } from "@/tests/support/providers/way";
import { type ApiClient, newClient } from "@/tests/support/requests/client";

/* OpenID Connect Back-Channel Logout: a provider's server says that a session of its has ended. */

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const LOGOUT = "/api/auth/backchannel-logout/oidc-1";

let hostile: Hostile;
let app: Awaited<ReturnType<typeof startOwnServer>>;
let person: { sub: string; email: string; email_verified: boolean };
let browser: ApiClient;

beforeAll(async () => {
  hostile = await startHostile();
  Object.assign(process.env, {
    ...oidcVariables(1, hostile.issuer("one")),
    ...oidcVariables(2, hostile.issuer("two")),
  });
  app = await startOwnServer();
}, START_MS);

afterAll(async () => {
  await app?.stop();
  await hostile?.stop();
});

/** A browser in which the person has signed in, in a session of the provider. */
async function signedIn(sid: string): Promise<ApiClient> {
  await hostile.behave("one", { claims: { ...person, sid } });
  const client = newClient(app.url);
  await goThrough(client, "oidc-1");
  await client.get("/api/me").expect(200);
  return client;
}

beforeEach(async () => {
  const email = newEmail();
  person = { sub: email, email, email_verified: true };
  browser = await signedIn("first");
});

const now = () => Math.floor(Date.now() / 1000);

const claims = (differs: Record<string, unknown> = {}) => ({
  iss: hostile.issuer("one"),
  aud: CLIENT.id,
  iat: now(),
  exp: now() + 120,
  jti: randomUUID(),
  sub: person.sub,
  sid: "first",
  events: { [EVENT]: {} },
  ...differs,
});

type Token = Parameters<Hostile["sign"]>[1];

const signed = (token: Partial<Token> = {}) =>
  hostile.sign("one", { claims: claims(), header: { typ: "logout+jwt" }, ...token });

/** As a server sends it: without cookies and without an origin. */
const send = (fields: Record<string, string>, path = LOGOUT) =>
  newClient(app.url).post(path).unset("Origin").type("form").send(fields);

test("only the session that the provider names ends [V7.6.1 V10.5.5]", async () => {
  const second = await signedIn("second");
  const answer = await send({ logout_token: await signed() });
  expect(answer.status).toBe(200);
  expect(answer.headers["cache-control"]).toContain("no-store");
  await browser.get("/api/me").expect(401);
  await second.get("/api/me").expect(200);
});

test("without a session id, all sessions it opened for the person end, and none begun by password", async () => {
  const second = await signedIn("second");
  const account = await createAccount();
  await db.account.updateMany({
    where: { providerAccountId: person.sub },
    data: { userId: account.id },
  });
  await db.session.updateMany({
    where: { user: { email: person.email } },
    data: { userId: account.id },
  });
  const byPassword = newClient(app.url);
  await signIn(byPassword, account);
  await send({ logout_token: await signed({ claims: claims({ sid: undefined }) }) }).expect(200);
  await browser.get("/api/me").expect(401);
  await second.get("/api/me").expect(401);
  await byPassword.get("/api/me").expect(200);
});

test("somebody else's sid ends nothing", async () => {
  await send({ logout_token: await signed({ claims: claims({ sub: "another" }) }) }).expect(200);
  await browser.get("/api/me").expect(200);
});

test("each logout token counts once [V10.5.5]", async () => {
  const token = await signed();
  await send({ logout_token: token }).expect(200);
  await send({ logout_token: token }).expect(400);
});

describe("a logout token is refused, and ends nothing, for [V10.5.5 V9.2.2]", () => {
  const WRONG: [string, (at: Hostile) => Partial<Token>][] = [
    ["another type", () => ({ header: { typ: "JWT" } })],
    ["no type", () => ({ header: {} })],
    ["a nonce", () => ({ claims: claims({ nonce: "n" }) })],
    ["no events", () => ({ claims: claims({ events: undefined }) })],
    ["other events", () => ({ claims: claims({ events: { "urn:other": {} } }) })],
    ["no jti", () => ({ claims: claims({ jti: undefined }) })],
    ["nobody named", () => ({ claims: claims({ sub: undefined, sid: undefined }) })],
    ["an empty session", () => ({ claims: claims({ sid: "" }) })],
    ["an audience that is not us", () => ({ claims: claims({ aud: "another" }) })],
    ["an audience of two", () => ({ claims: claims({ aud: [CLIENT.id, "another"] }) })],
    ["another issuer", (at) => ({ claims: claims({ iss: at.issuer("two") }) })],
    ["its age", () => ({ claims: claims({ iat: now() - 900, exp: now() + 900 }) })],
    ["having expired", () => ({ claims: claims({ exp: now() - 60 }) })],
    ["no end", () => ({ claims: claims({ exp: undefined }) })],
    ...(["nobody", "our secret", "another key"] as const).map(
      (by): [string, () => { by: Behaviour["signedBy"] }] => [
        `a signature by ${by}`,
        () => ({ by }),
      ],
    ),
  ];

  test.each(WRONG)("%s", async (_, wrong) => {
    const { status, body } = await send({ logout_token: await signed(wrong(hostile)) });
    expect([status, body.code]).toEqual([400, "malformed_body"]);
    await browser.get("/api/me").expect(200);
  });

  test.each([[{}], [{ logout_token: "" }], [{ logout_token: "a.b.c" }]])("%j", async (fields) => {
    await send(fields as Record<string, string>).expect(400);
    await browser.get("/api/me").expect(200);
  });

  test("a token of another provider", async () => {
    const token = await hostile.sign("two", {
      claims: claims({ iss: hostile.issuer("two") }),
      header: { typ: "logout+jwt" },
    });
    await send({ logout_token: token }, LOGOUT.replace("oidc-1", "oidc-2")).expect(200);
    await browser.get("/api/me").expect(200);
  });

  test("anything except a form by POST, and an unknown provider", async () => {
    await newClient(app.url).get(LOGOUT).expect(405);
    await newClient(app.url).post(LOGOUT).send({}).expect(415);
    await send({ logout_token: "x" }, LOGOUT.replace("oidc-1", "oidc-9")).expect(404);
  });
});
