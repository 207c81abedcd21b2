import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { eventNames } from "@/tests/support/database/events";
import { LONG_AFTER, spendTries } from "@/tests/support/database/throttles";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient, randomAddress } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/* What is refused stands in the audit trail: an administrator sees who is under attack. */

let account: Account;
let address: string;

beforeEach(async () => {
  account = await createAccount();
  address = randomAddress();
});

afterAll(expectQuietLog);

const stranger = () => newClient().set("X-Forwarded-For", address);

/** The names of the events from this test's network address that are about nobody's account. */
async function ofNobody(): Promise<string[]> {
  const events = await db.securityEvent.findMany({
    where: { ipAddress: address, subjectId: null, actorId: null },
    orderBy: { id: "asc" },
  });
  return events.map(({ type }) => type);
}

test("a throttled sign-in, with the account it is about [V16.3.1 V16.3.3]", async () => {
  await spendTries({ limit: limits.signInByAccount, subject: account.email }, LONG_AFTER);
  const { email } = account;
  for (let n = 0; n < 2; n++) await submitSignIn(stranger(), { email, password: "wrong" });
  expect(await eventNames(account.id)).toEqual(["authn_login_fail", "authn_login_lock"]);
});

test("a request from another site [V16.3.3]", async () => {
  const elsewhere = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
  await stranger().post("/api/account").set(elsewhere).send({}).expect(403);
  await stranger().post("/api/auth/signout").set(elsewhere).send({}).expect(403);
  expect(await ofNobody()).toEqual(["malicious_csrf", "malicious_csrf"]);
});

test("a request over its limit", async () => {
  const ask = () => stranger().post("/api/account/forgot-password").send({ email: newEmail() });
  for (let n = 0; n < limits.forgotByNetwork.points; n++) await ask().expect(202);
  await ask().expect(429);
  expect(await ofNobody()).toEqual(["excess_rate_limit_exceeded"]);
});

test("a signed-in request over its limit, with its account", async () => {
  const client = await signedInClient(account);
  await spendTries({ limit: limits.confirmByAccount, subject: account.id }, LONG_AFTER);
  const confirm = () => client.post("/api/me/reauthenticate").send({ password: "wrong" });
  await confirm().expect(422);
  await confirm().expect(429);
  expect(await eventNames(account.id)).toContain("excess_rate_limit_exceeded");
});

test.each([
  ["/api/account/verify-email", {}],
  ["/api/account/reset-password", { password: "seven quiet lanterns" }],
  ["/api/account/email/undo", {}],
])("a link that does not work: %s [V16.3.3]", async (path, fields) => {
  await stranger()
    .post(path)
    .send({ token: newSecret(), ...fields })
    .expect(422);
  expect(await ofNobody()).toEqual(["authn_token_reuse"]);
});

test("at most sixty an hour from one network address, so that nobody floods the trail", async () => {
  const client = stranger();
  for (let n = 0; n < 65; n++) {
    await client.post("/api/account").set("Sec-Fetch-Site", "cross-site").send({}).expect(403);
  }
  expect(await ofNobody()).toHaveLength(60);
});

test("the owner sees that the password was confirmed and that a link was requested [V16.3.1]", async () => {
  const client = await signedInClient(account);
  const { password } = account;
  await client.post("/api/me/reauthenticate").send({ password }).expect(200);
  await client
    .post("/api/me/email")
    .send({ email: `new-${account.email}`, password })
    .expect(202);
  expect(await eventNames(account.id)).toEqual([
    "authn_login_success",
    "authn_token_created:confirmation",
    "authn_token_created:change_email",
  ]);
});
