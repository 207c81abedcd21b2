import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { eventNames } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { waitForSubject } from "@/tests/support/mail/mail";
import { PASSKEYS } from "@/tests/support/passkeys/api";
import { type Authenticator, newAuthenticator } from "@/tests/support/passkeys/authenticator";
import { storedPasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import type { ApiClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

const OPTIONS = "/api/me/passkeys/options";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const stale = () => moveSessions(account.id, { authenticatedAt: new Date(0) });

async function add(client: ApiClient, authenticator: Authenticator, name = "Laptop") {
  const options = (await client.post(OPTIONS).send({}).expect(200)).body;
  return client.post(PASSKEYS).send({ name, credential: authenticator.create(options) });
}

describe("adding a passkey", () => {
  let client: ApiClient;
  let authenticator: Authenticator;

  beforeEach(async () => {
    client = await signedInClient(account);
    authenticator = newAuthenticator(app.url);
  });

  test("the first brings recovery codes, notifies the owner, and ends other sessions", async () => {
    const other = await signedInClient(account);
    const answer = await add(client, authenticator);
    expect(answer.status).toBe(201);
    expect(answer.body.passkey).toMatchObject({ name: "Laptop", lastUsedAt: null });
    expect(new Set(answer.body.recoveryCodes).size).toBe(10);
    expect(sessionLine(answer)).toBeDefined();
    await other.get("/api/me").expect(401);
    expect((await client.get("/api/me").expect(200)).body.user.secondFactorSince).not.toBeNull();
    const second = await add(client, newAuthenticator(app.url), "Phone");
    expect(second.body).not.toHaveProperty("recoveryCodes");
    const { passkeys, accepted } = (await client.get(PASSKEYS).expect(200)).body;
    expect(passkeys.map(({ name }: { name: string }) => name)).toEqual(["Laptop", "Phone"]);
    expect(accepted).toMatchObject({ rpId: "localhost" });
    expect(accepted.allAcceptedCredentialIds).toHaveLength(2);
    await waitForSubject(app.dataDir, account.email, english("passkeyAddedMail.subject"));
    expect(await eventNames(account.id)).toContain("authn_token_created:passkey");
    const exported = (await client.get("/api/me/export").expect(200)).body;
    expect(exported.passkeys).toMatchObject([{ name: "Laptop" }, { name: "Phone" }]);
  });

  test("by the form, leads back to the page, which shows the codes once", async () => {
    const options = (await client.post(OPTIONS).send({}).expect(200)).body;
    const credential = JSON.stringify(authenticator.create(options));
    const led = await client.post(PASSKEYS).type("form").send({ name: "Desk", credential });
    expect(led.status).toBe(303);
    expect(led.headers.location).toBe("/settings/security");
    const { text } = await client.get("/settings/security").expect(200);
    expect(text).toContain(englishInPage("notices.passkeyAdded"));
    expect(text).toContain(`>${englishInPage("settingsSecurity.codesTitle")}<`);
    expect(text).toContain("Desk");
    const again = await client.get("/settings/security").expect(200);
    expect(again.text).not.toContain(`>${englishInPage("settingsSecurity.codesTitle")}<`);
    expect(again.text).toContain(englishInPage("settingsPasskeys.beside"));
  });

  test("asks authenticators for no second one, and for user verification", async () => {
    await add(client, authenticator);
    const options = (await client.post(OPTIONS).send({})).body;
    expect(options).toMatchObject({
      rp: { id: "localhost" },
      user: { name: account.email },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [{ type: "public-key", transports: ["internal"] }],
    });
    expect(Buffer.from(options.challenge, "base64url")).toHaveLength(32);
  });

  test("61 an answer works once, and an invalid one adds nothing [V6.7.2]", async () => {
    const options = (await client.post(OPTIONS).send({})).body;
    const credential = authenticator.create(options);
    await client.post(PASSKEYS).send({ name: "One", credential }).expect(201);
    expectInvalid(await client.post(PASSKEYS).send({ name: "Two", credential }), ["credential"]);
    for (const sent of ["{}", "x", {}, { id: "x" }]) {
      const refused = await client.post(PASSKEYS).send({ name: "Three", credential: sent });
      expectInvalid(refused, ["credential"]);
    }
    expectInvalid(await client.post(PASSKEYS).send({ name: "Four" }), ["credential"]);
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(1);
  });

  test("no call overwrites a stored key [V6.7.1]", async () => {
    const { passkey } = (await add(client, authenticator)).body;
    const before = await db.passkey.findUniqueOrThrow({ where: { id: passkey.id } });
    const forged = { publicKey: "A", credentialId: "A", counter: 0, userId: "A", backedUp: false };
    await client
      .patch(`${PASSKEYS}/${passkey.id}`)
      .send({ name: "Same", ...forged })
      .expect(204);
    expect(await db.passkey.findUniqueOrThrow({ where: { id: passkey.id } })).toEqual({
      ...before,
      name: "Same",
    });
  });

  test.each(["", "   ", "x".repeat(41), "a\u0000b"])("%j is not a name", async (name) => {
    const refused = await client.post(PASSKEYS).send({ name, credential: "{}" });
    expectInvalid(refused, ["name"]);
  });

  test("an account can have ten at most", async () => {
    for (let n = 0; n < 10; n++) await storedPasskey(account);
    expectProblem(await add(client, authenticator), 409, "passkeys_full");
  });

  test("requires recent authentication [V7.5.1]", async () => {
    await stale();
    expectProblem(await client.post(OPTIONS).send({}), 403, "reauthentication_required");
    const sent = client.post(PASSKEYS).send({ name: "x", credential: "{}" });
    expectProblem(await sent, 403, "reauthentication_required");
  });

  test("is limited by account", async () => {
    const asked = await Promise.all(
      Array.from({ length: 65 }, () => client.post(OPTIONS).send({})),
    );
    expectProblem(
      asked.find(({ status }) => status === 429) ?? asked[0] ?? fail(),
      429,
      "too_many_requests",
    );
  });
});

const fail = () => {
  throw new Error("nothing was answered");
};
