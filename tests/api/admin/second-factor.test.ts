import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { waitForSubject } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  csrfToken,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

let administrator: Account;
let account: Account;
let admin: ApiClient;

const factorOf = (id: string) => `/api/admin/users/${id}/second-factor`;

beforeEach(async () => {
  administrator = await createAccount({ role: "admin" });
  account = await createAccount();
  admin = await signedInClient(administrator);
});

afterAll(expectQuietLog);

test("an administrator sees whether there is a second factor, and since when", async () => {
  await giveSecondFactor(account);
  const { body } = await admin.get(`/api/admin/users/${account.id}`).expect(200);
  expect(body.secondFactorSince).toEqual(expect.any(String));
  const { text } = await admin.get(`/admin/users/${account.id}`).expect(200);
  expect(text).toContain(`href="/admin/users/${account.id}/remove-factor"`);
});

test("an administrator removes a lost one: sessions end, the password is enough, the owner is notified", async () => {
  const client = await signedInClient(account);
  await giveSecondFactor(account);
  await admin.delete(factorOf(account.id)).expect(204);
  await client.get("/api/me").expect(401);
  expect(await db.totp.count({ where: { userId: account.id } })).toBe(0);
  expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(0);
  const { email, password } = account;
  expect(sessionLine(await submitSignIn(newClient(), { email, password }))).toBeDefined();
  const trail = await trailOf(account.id);
  expect(trail).toContainEqual(
    expect.objectContaining({ type: "authn_token_revoked", actorId: administrator.id }),
  );
  const subject = english("factorsRemovedMail.subject");
  const mail = await waitForSubject(app.dataDir, email, subject);
  expect(mail.text).not.toContain(english("mail.ipAddress"));
});

test("an owner who has lost the factor needs a recently confirmed password to set up a new one [V6.4.4]", async () => {
  const TOTP = "/api/me/second-factor/totp";
  const { email, password } = account;
  const { recoveryCodes } = await giveSecondFactor(account);
  const waiting = newClient();
  await submitSignIn(waiting, { email, password });
  await admin.delete(factorOf(account.id)).expect(204);
  // Neither what was proved before, nor the mailbox, nor a wrong password opens anything.
  await waiting
    .post("/api/auth/callback/second-factor")
    .type("form")
    .send({
      csrfToken: await csrfToken(waiting),
      code: recoveryCodes[0],
    });
  const [wrong, right] = [newClient(), newClient()];
  await submitSignIn(wrong, { email, password: "wrong" });
  for (const client of [waiting, wrong]) await client.get("/api/me").expect(401);
  expect(await db.token.count({ where: { userId: account.id } })).toBe(0);
  await submitSignIn(right, { email, password });
  await moveSessions(account.id, { authenticatedAt: new Date(0) });
  expectProblem(await right.post(TOTP).send({}), 403, "reauthentication_required");
  await right.post("/api/me/reauthenticate").send({ password }).expect(200);
  await right.post(TOTP).send({}).expect(200);
});

test("the form first asks to confirm", async () => {
  await giveSecondFactor(account);
  const { text } = await admin.get(`/admin/users/${account.id}/remove-factor`).expect(200);
  expect(text).toContain(englishInPage("userActs.follows-remove-factor"));
  const done = await admin
    .post(factorOf(account.id))
    .type("form")
    .send({ _method: "DELETE", _form: "remove-factor" })
    .expect(303);
  expect(done.headers.location).toBe(`/admin/users/${account.id}`);
  const { text: after } = await admin.get(`/admin/users/${account.id}`).expect(200);
  expect(after).toContain(englishInPage("userActs.done-remove-factor", { name: account.name }));
});

test("62 nobody removes their own this way, by a request or a page", async () => {
  await db.user.update({ where: { id: administrator.id }, data: { secondFactorAt: new Date() } });
  expectProblem(await admin.delete(factorOf(administrator.id)), 403, "forbidden");
  const own = await db.user.findUniqueOrThrow({ where: { id: administrator.id } });
  expect(own.secondFactorAt).not.toBeNull();
  const { text } = await admin.get(`/admin/users/${administrator.id}`).expect(200);
  expect(text).not.toContain(`/admin/users/${administrator.id}/remove-factor`);
});

test("without a second factor, or without the account, there is nothing to remove", async () => {
  expectProblem(await admin.delete(factorOf(account.id)), 409, "second_factor_off");
  const nobody = "01990000-0000-7000-8000-000000000000";
  expectProblem(await admin.delete(factorOf(nobody)), 404, "not_found");
});
