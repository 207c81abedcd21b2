import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { moveSessions } from "@/tests/support/database/session-rows";
import { LONG_AFTER, spendTries } from "@/tests/support/database/throttles";
import { waitForSubject } from "@/tests/support/mail/mail";
import { CONFIRM, CONFIRM_OPTIONS, PASSKEYS, signInBy } from "@/tests/support/passkeys/api";
import type { Authenticator } from "@/tests/support/passkeys/authenticator";
import { givePasskey, storedPasskey } from "@/tests/support/passkeys/passkeys";
import {
  type Account,
  createAccount,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

const NOBODYS = "01999999-9999-7999-8999-999999999999";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const stale = () => moveSessions(account.id, { authenticatedAt: new Date(0) });

describe("confirming by a passkey", () => {
  test("makes the session recent, and a wrong one does not", async () => {
    const { authenticator } = await givePasskey(account, { origin: app.url });
    const client = newClient();
    await signInBy(client, authenticator);
    await stale();
    expectProblem(await client.get("/api/me/export"), 403, "reauthentication_required");
    expectInvalid(await client.post(CONFIRM).send({ credential: "{}" }), ["credential"]);
    const led = await client.post(CONFIRM).type("form").send({ credential: "{}" });
    expect(led.headers.location).toBe("/reauthenticate");
    expect((await client.get("/reauthenticate")).text).toContain(englishInPage("passkey.failed"));
    const options = (await client.post(CONFIRM_OPTIONS).send({})).body;
    const credential = authenticator.get(options);
    const answer = await client.post(CONFIRM).send({ credential }).expect(200);
    expect(sessionLine(answer)).toBeDefined();
    expectInvalid(await client.post(CONFIRM).send({ credential }), ["credential"]);
    await client.get("/api/me/export").expect(200);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(1);
  });

  test("counts with the other proofs", async () => {
    const client = await signedInClient(account);
    await spendTries({ limit: limits.confirmByAccount, subject: account.id }, LONG_AFTER);
    expectInvalid(await client.post(CONFIRM).send({ credential: "{}" }), ["credential"]);
    expectProblem(await client.post(CONFIRM).send({ credential: "{}" }), 429, "too_many_requests");
  });
});

describe("looking after passkeys", () => {
  let client: ApiClient;
  let passkey: { id: string; authenticator: Authenticator };

  beforeEach(async () => {
    passkey = await givePasskey(account, { origin: app.url });
    client = newClient();
    await signInBy(client, passkey.authenticator);
  });

  test("renames one", async () => {
    await client.patch(`${PASSKEYS}/${passkey.id}`).send({ name: "Work" }).expect(204);
    expect((await client.get(PASSKEYS)).body.passkeys).toMatchObject([{ name: "Work" }]);
    expectInvalid(await client.patch(`${PASSKEYS}/${passkey.id}`).send({ name: "" }), ["name"]);
    const form = { _method: "PATCH", name: "Home" };
    await client.post(`${PASSKEYS}/${passkey.id}`).type("form").send(form).expect(303);
    expect((await client.get("/settings/security")).text).toContain("Home");
  });

  test("a removed one is refused at once, the owner is notified, and the password is enough [V6.5.6]", async () => {
    const led = await client
      .post(`${PASSKEYS}/${passkey.id}`)
      .type("form")
      .send({ _method: "DELETE" });
    expect(led.headers.location).toBe("/settings/security");
    expect((await client.get("/settings/security")).text).toContain(
      englishInPage("notices.passkeyRemoved"),
    );
    await waitForSubject(app.dataDir, account.email, english("passkeyRemovedMail.subject"));
    expect(sessionLine(await signInBy(newClient(), passkey.authenticator))).toBeUndefined();
    const { email, password } = account;
    expect(sessionLine(await submitSignIn(newClient(), { email, password }))).toBeDefined();
    const { accepted } = (await client.get(PASSKEYS)).body;
    expect(accepted.allAcceptedCredentialIds).toEqual([]);
  });

  test("37 somebody else's and an unknown one are not found", async () => {
    const other = await createAccount();
    const theirs = await storedPasskey(other);
    for (const id of [theirs.id, NOBODYS, "x"]) {
      expectProblem(await client.patch(`${PASSKEYS}/${id}`).send({ name: "x" }), 404, "not_found");
      expectProblem(await client.delete(`${PASSKEYS}/${id}`), 404, "not_found");
    }
    expect(await db.passkey.count({ where: { userId: other.id } })).toBe(1);
  });

  test("a removal requires recent authentication [V7.5.1]", async () => {
    await stale();
    const refused = await client.delete(`${PASSKEYS}/${passkey.id}`);
    expectProblem(refused, 403, "reauthentication_required");
  });
});

test("62 an administrator sees how many there are, and removes them with the other factors", async () => {
  const admin = await signedInClient(await createAccount({ role: "admin" }));
  const { authenticator } = await givePasskey(account, { origin: app.url });
  const seen = (await admin.get(`/api/admin/users/${account.id}`).expect(200)).body;
  expect(seen).toMatchObject({ passkeys: 1 });
  await admin.delete(`/api/admin/users/${account.id}/second-factor`).expect(204);
  expect((await admin.get(`/api/admin/users/${account.id}`)).body).toMatchObject({
    passkeys: 0,
    secondFactorSince: null,
  });
  expect(sessionLine(await signInBy(newClient(), authenticator))).toBeUndefined();
  await waitForSubject(app.dataDir, account.email, english("factorsRemovedMail.subject"));
});

test("password managers learn where passkeys are added and managed", async () => {
  const { body, headers } = await newClient().get("/.well-known/passkey-endpoints").expect(200);
  expect(headers["content-type"]).toMatch(/^application\/json/);
  const page = `${app.url}/settings/security`;
  expect(body).toEqual({ enroll: page, manage: page });
});
