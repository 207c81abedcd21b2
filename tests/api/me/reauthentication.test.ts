import { db } from "@/lib/platform/db/client";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie, signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

/** As if the password had been asked for that many minutes ago. */
const authenticated = (minutes: number) =>
  db.session.updateMany({
    where: { userId: account.id },
    data: { authenticatedAt: new Date(Date.now() - minutes * 60_000) },
  });

async function staleClient() {
  const { client } = await signInKeeping(account);
  await authenticated(11);
  return client;
}

test("authentication is recent for ten minutes", async () => {
  const { client } = await signInKeeping(account);
  await authenticated(9);
  await client.get("/api/me/export").expect(200);
});

test("an older session is told so by the API", async () => {
  const refused = await (await staleClient()).get("/api/me/export");
  expectProblem(refused, 403, "reauthentication_required");
});

test("an older session is sent to the page that asks for the password, and back", async () => {
  const client = await staleClient();
  const led = await client.get("/settings/account").expect(307);
  expect(led.headers.location).toBe("/reauthenticate?callbackUrl=%2Fsettings%2Faccount");
  const asked = await client.get(String(led.headers.location)).expect(200);
  expect(asked.text).toContain('name="callbackUrl" value="/settings/account"');
  const confirmed = await client
    .post("/api/me/reauthenticate")
    .type("form")
    .send({ password: account.password, callbackUrl: "/settings/account" })
    .expect(303);
  expect(confirmed.headers.location).toBe("/settings/account");
  await client.get("/settings/account").expect(200);
});

test("confirming gives the session a new secret, and the old one is refused [V7.2.4]", async () => {
  const { client, cookie } = await signInKeeping(account);
  await authenticated(11);
  const { password } = account;
  const response = await client.post("/api/me/reauthenticate").send({ password }).expect(200);
  expect(sessionCookie(response)).not.toBe(cookie);
  await client.get("/api/me/export").expect(200);
  await newClient().get("/api/me").set("Cookie", cookie).expect(401);
});

test("a wrong password confirms nothing, and the destination is kept", async () => {
  const client = await staleClient();
  expectInvalid(await client.post("/api/me/reauthenticate").send({ password: "wrong" }), [
    "password",
  ]);
  await client
    .post("/api/me/reauthenticate")
    .type("form")
    .send({ password: "wrong", callbackUrl: "/settings/account" })
    .expect(303);
  const { text } = await client.get("/reauthenticate").expect(200);
  expect(text).toContain(english("fields.passwordWrong"));
  expect(text).toContain('name="callbackUrl" value="/settings/account"');
  expectProblem(await client.get("/api/me/export"), 403, "reauthentication_required");
});

test.each(["https://evil.test", "//evil.test", "javascript:alert(1)"])(
  "does not lead to %s",
  async (callbackUrl) => {
    const client = await staleClient();
    const { headers } = await client
      .post("/api/me/reauthenticate")
      .type("form")
      .send({ password: account.password, callbackUrl })
      .expect(303);
    expect(headers.location).toBe("/dashboard");
  },
);

test("requires a session", async () => {
  const refused = await newClient().post("/api/me/reauthenticate").send({ password: "x" });
  expectProblem(refused, 401, "unauthenticated");
});
