import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { eventNames } from "@/tests/support/database/events";
import { LONG_AFTER, spendTries } from "@/tests/support/database/throttles";
import { waitForMail, waitForSubject } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionCookie, signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const NEW_PASSWORD = "seven quiet lanterns";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const change = (client: ApiClient, fields: object = {}) =>
  client
    .post("/api/me/password")
    .send({ currentPassword: account.password, newPassword: NEW_PASSWORD, ...fields });

async function canSignIn(password: string): Promise<boolean> {
  const { headers } = await submitSignIn(newClient(), { email: account.email, password });
  return /\/dashboard$/.test(String(headers.location));
}

test("13 gives this session a new secret, ends all others at once, and notifies the owner [V6.2.2 V6.3.7 V7.4.3]", async () => {
  const other = await signedInClient(account);
  const { client, cookie } = await signInKeeping(account);
  const response = await change(client).expect(200);
  expect(sessionCookie(response)).not.toBe(cookie);
  await client.get("/api/me").expect(200);
  await other.get("/api/me").expect(401);
  await newClient().get("/api/me").set("Cookie", cookie).expect(401);
  expect(await canSignIn(account.password)).toBe(false);
  expect(await canSignIn(NEW_PASSWORD)).toBe(true);
  await waitForSubject(app.dataDir, account.email, english("passwordChangedMail.subject"));
});

test("keeps a remembered session remembered, with the same end", async () => {
  const { client } = await signInKeeping(account, { remember: "on" });
  const before = await client.get("/api/me");
  const response = await change(client).expect(200);
  expect(String(response.headers["set-cookie"])).toContain("Expires=");
  const after = await client.get("/api/me").expect(200);
  expect(after.body.session).toMatchObject({
    id: before.body.session.id,
    expires: before.body.session.expires,
    remember: true,
  });
});

test("cancels a reset link mailed before", async () => {
  await newClient().post("/api/account/forgot-password").send({ email: account.email });
  const mail = await waitForMail(app.dataDir, account.email);
  const token = /token=([\w-]+)/.exec(mail.text ?? "")?.[1];
  await change(await signedInClient(account)).expect(200);
  const password = "eight other lanterns";
  const late = await newClient().post("/api/account/reset-password").send({ token, password });
  expectInvalid(late, ["token"]);
});

test.each([
  ["a wrong current password", { currentPassword: "not my password" }, "currentPassword"],
  ["no current password", { currentPassword: undefined }, "currentPassword"],
  ["a short new password", { newPassword: "short" }, "newPassword"],
  ["no new password", { newPassword: undefined }, "newPassword"],
])("refuses %s and changes nothing", async (_what, fields, field) => {
  const client = await signedInClient(account);
  expectInvalid(await change(client, fields), [field]);
  await client.get("/api/me").expect(200);
  expect(await canSignIn(account.password)).toBe(true);
});

test("refuses a password made of the owner's address", async () => {
  const newPassword = account.email.slice(0, 40);
  expectInvalid(await change(await signedInClient(account), { newPassword }), ["newPassword"]);
});

test("is throttled by account [V6.2.3]", async () => {
  const client = await signedInClient(account);
  const wrong = () => change(client, { currentPassword: "wrong" });
  for (let n = 0; n < 5; n++) expectInvalid(await wrong(), ["currentPassword"]);
  expect(await eventNames(account.id)).toContain("authn_password_change_fail");
  await spendTries({ limit: limits.confirmByAccount, subject: account.id }, LONG_AFTER);
  expectInvalid(await wrong(), ["currentPassword"]);
  const refused = await change(client);
  expectProblem(refused, 429, "too_many_requests");
  expectRetryAfter(refused);
});

test("leads back to the form with what is wrong, and never with a password [V6.2.3 V7.5.1]", async () => {
  const client = await signedInClient(account);
  const { headers } = await client
    .post("/api/me/password")
    .type("form")
    .send({ currentPassword: "not my password", newPassword: NEW_PASSWORD })
    .expect(303);
  expect(headers.location).toBe("/settings/password");
  const { text } = await client.get("/settings/password").expect(200);
  expect(text).toContain(english("fields.passwordWrong"));
  expect(text).not.toContain(NEW_PASSWORD);
});

test("an account without a password sets one, right after signing in", async () => {
  const { client } = await signInKeeping(account);
  await db.password.delete({ where: { userId: account.id } });
  expect((await client.get("/settings/password")).text).toContain("Set a password");
  await change(client, { currentPassword: undefined }).expect(200);
  expect(await canSignIn(NEW_PASSWORD)).toBe(true);
});

test("an account without a password cannot set one without recent authentication", async () => {
  const { client } = await signInKeeping(account);
  await db.password.delete({ where: { userId: account.id } });
  const authenticatedAt = new Date(Date.now() - 11 * 60_000);
  await db.session.updateMany({ where: { userId: account.id }, data: { authenticatedAt } });
  const refused = await change(client, { currentPassword: undefined });
  expectProblem(refused, 403, "reauthentication_required");
});

test("requires a session", async () => {
  expectProblem(await change(newClient()), 401, "unauthenticated");
});
