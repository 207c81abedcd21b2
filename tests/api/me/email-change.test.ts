import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { doneAt, linkPath } from "@/lib/platform/mail/link-path";
import { masked } from "@/lib/platform/mail/masked";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { eventNames } from "@/tests/support/database/events";
import { LONG_AFTER, spendTries } from "@/tests/support/database/throttles";
import { linksIn, mailTo, waitForMail, waitForSubject } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const tokenOf = (link: string | undefined) => new URL(String(link)).searchParams.get("token") ?? "";
const post = (path: string, token: string) => newClient().post(path).send({ token });
/** By the owner, who signs in for it. */
async function confirm(token: string, owner = account) {
  const client = await signedInClient(owner);
  return client.post("/api/account/email/confirm").send({ token });
}
/** Signing in to confirm may cause mail of its own: the mails of the change are told by their subjects. */
const mailOf = (
  email: string,
  subject: "emailChangedMail" | "resetPasswordMail" | "emailRestoredMail",
) => waitForSubject(app.dataDir, email, english(`${subject}.subject`));
const undoTokenOf = async (email: string) =>
  tokenOf(linksIn(await mailOf(email, "emailChangedMail"))[0]);
const confirmed = async (token: string) => expect((await confirm(token)).status).toBe(200);
const undo = (token: string) => post("/api/account/email/undo", token);

async function request(email: string, password = account.password) {
  const client = await signedInClient(account);
  return client.post("/api/me/email").send({ email, password });
}

/** Asks for the change and reads the secret mailed to the new address. */
async function requested(email: string, count = 1): Promise<string> {
  expect((await request(email)).status).toBe(202);
  const [link] = linksIn(await waitForMail(app.dataDir, email, count));
  return tokenOf(link);
}

const storedEmail = async () => (await db.user.findUnique({ where: { id: account.id } }))?.email;

test("changes nothing until the link mailed to the new address is followed", async () => {
  const email = newEmail();
  const token = await requested(email);
  expect(await storedEmail()).toBe(account.email);
  await newClient().get(`/link/confirm-email?token=${token}`).expect(200);
  expect(await storedEmail()).toBe(account.email);
  await confirmed(token);
  expect(await storedEmail()).toBe(email);
  const { headers } = await submitSignIn(newClient(), { email, password: account.password });
  expect(headers.location).toBe(`${app.url}/dashboard`);
  expectInvalid(await confirm(token, { ...account, email }), ["token"]);
});

test("13 following the link ends every session of the account at once [V7.4.3]", async () => {
  const [one, other] = [await signedInClient(account), await signedInClient(account)];
  await confirmed(await requested(newEmail()));
  for (const client of [one, other]) await client.get("/api/me").expect(401);
});

test("13 the old address is notified, with a link that undoes the change and ends every session [V6.3.7 V7.4.3]", async () => {
  const email = newEmail();
  await confirmed(await requested(email));
  const thief = await signedInClient({ ...account, email });
  const notice = await mailOf(account.email, "emailChangedMail");
  expect(notice.subject).toBe(english("emailChangedMail.subject"));
  const token = tokenOf(linksIn(notice)[0]);
  await newClient().get(`/link/undo-email?token=${token}`).expect(200);
  expect(await storedEmail()).toBe(email);
  await undo(token).expect(200);
  expect(await storedEmail()).toBe(account.email);
  await thief.get("/api/me").expect(401);
  const recovery = await mailOf(account.email, "resetPasswordMail");
  expect(recovery.subject).toBe(english("resetPasswordMail.subject"));
  expectInvalid(await undo(token), ["token"]);
});

test("13 undoing removes the thief's password; the mailed link sets the next [V7.4.3]", async () => {
  const signsIn = async (password: string) =>
    (await submitSignIn(newClient(), { email: account.email, password })).headers.location;
  await confirmed(await requested(newEmail()));
  const notice = await mailOf(account.email, "emailChangedMail");
  await undo(tokenOf(linksIn(notice)[0])).expect(200);
  expect(await signsIn(account.password)).not.toBe(`${app.url}/dashboard`);
  const recovery = await mailOf(account.email, "resetPasswordMail");
  const token = tokenOf(linksIn(recovery)[0]);
  const password = "seven quiet lanterns";
  await newClient().post("/api/account/reset-password").send({ token, password }).expect(200);
  expect(await signsIn(password)).toBe(`${app.url}/dashboard`);
});

test("13 the address that the undone change had set is notified [V6.3.7 V7.4.3]", async () => {
  const email = newEmail();
  await confirmed(await requested(email));
  const notice = await mailOf(account.email, "emailChangedMail");
  await undo(tokenOf(linksIn(notice)[0])).expect(200);
  await waitForSubject(app.dataDir, email, english("emailRestoredMail.subject"));
});

test("13 a thief who changes the address twice cannot keep the owner from undoing both [V7.4.3]", async () => {
  const [first, second] = [newEmail(), newEmail()];
  await confirmed(await requested(first));
  const owners = await undoTokenOf(account.email);
  const original = account.email;
  account.email = first;
  await confirmed(await requested(second));
  const told = await waitForSubject(app.dataDir, first, english("emailChangedMail.subject"));
  const thiefs = tokenOf(linksIn(told)[0]);
  await undo(thiefs).expect(200);
  expect(await storedEmail()).toBe(first);
  await undo(owners).expect(200);
  expect(await storedEmail()).toBe(original);
  for (const token of [owners, thiefs]) expectInvalid(await undo(token), ["token"]);
});

test("13 the first undo link cancels the later ones [V7.4.3]", async () => {
  const [first, second] = [newEmail(), newEmail()];
  await confirmed(await requested(first));
  const owners = await undoTokenOf(account.email);
  account.email = first;
  await confirmed(await requested(second));
  const told = await waitForSubject(app.dataDir, first, english("emailChangedMail.subject"));
  await undo(owners).expect(200);
  expectInvalid(await undo(tokenOf(linksIn(told)[0])), ["token"]);
});

test("13 an unconfirmed sign-up with the address does not stand in the owner's way [V7.4.3]", async () => {
  const wanted = newEmail();
  const squatter = await createAccount({ email: wanted, verified: false });
  await confirmed(await requested(wanted));
  expect(await storedEmail()).toBe(wanted);
  expect(await db.user.findUnique({ where: { id: squatter.id } })).toBeNull();
  const removed = { type: "user_deleted", actorId: account.id };
  expect(await db.securityEvent.count({ where: removed })).toBe(1);

  const notice = await mailOf(account.email, "emailChangedMail");
  await createAccount({ email: account.email, verified: false });
  await undo(tokenOf(linksIn(notice)[0])).expect(200);
  expect(await storedEmail()).toBe(account.email);
});

test("13 the address of a disabled account is not freed [V7.4.3]", async () => {
  const wanted = newEmail();
  const { id } = await createAccount({ email: wanted, verified: false });
  const token = await requested(wanted);
  await db.user.update({ where: { id }, data: { disabledAt: new Date() } });
  expectInvalid(await confirm(token), ["token"]);
  expect(await db.user.findUnique({ where: { id } })).toMatchObject({ email: wanted });
});

test("13 a new password cancels a pending change of address [V7.4.3]", async () => {
  const token = await requested(newEmail());
  const client = await signedInClient(account);
  const newPassword = "seven quiet lanterns";
  await client
    .post("/api/me/password")
    .send({ currentPassword: account.password, newPassword })
    .expect(200);
  expectInvalid(await confirm(token, { ...account, password: newPassword }), ["token"]);
  expect(await storedEmail()).toBe(account.email);
});

test("13 so does a new password that an administrator requires [V7.4.3]", async () => {
  const token = await requested(newEmail());
  const admin = await signedInClient(await createAccount({ role: "admin" }));
  await admin.post(`/api/admin/users/${account.id}/password-reset`).send({}).expect(204);
  const { replacedAt } = await db.token.findFirstOrThrow({
    where: { secretHash: hashSecret(token) },
  });
  expect(replacedAt).not.toBeNull();
});

test("an address with an account gets a mail that says so; the answer is the same", async () => {
  const other = await createAccount();
  const known = await request(other.email);
  const fresh = await request(newEmail());
  expect([known.status, known.body]).toEqual([fresh.status, fresh.body]);
  const mail = await waitForMail(app.dataDir, other.email);
  expect(mail.subject).toBe(english("addressTakenMail.subject"));
  expect(mail.text).not.toContain("confirm-email");
});

test("what is stored about the caller does not depend on whether the address has an account", async () => {
  const kept = async () => {
    const links = await db.token.findMany({ where: { userId: account.id } });
    return [await eventNames(account.id), links.map(({ purpose }) => purpose)];
  };
  await request((await createAccount()).email);
  const known = await kept();
  account = await createAccount();
  await request(newEmail());
  expect(await kept()).toEqual(known);
});

test("an address taken between the mail and the click stays with the account that took it", async () => {
  const email = newEmail();
  const token = await requested(email);
  const other = await createAccount();
  await db.user.update({ where: { id: other.id }, data: { email } });
  expectInvalid(await confirm(token), ["token"]);
  expect(await storedEmail()).toBe(account.email);
});

test("asking for the account's own address says so, in any spelling", async () => {
  for (const email of [account.email, account.email.toUpperCase()]) {
    const answer = await request(email);
    expectInvalid(answer, ["email"]);
    expect(answer.body.errors).toEqual([
      { field: "email", message: english("fields.emailUnchanged") },
    ]);
  }
  const subjects = (await mailTo(app.dataDir, account.email)).map(({ subject }) => subject);
  expect(subjects).not.toContain(english("changeEmailMail.subject"));
});

describe("13 which account gets an address [V6.3.7 V7.4.3 V8.2.2]", () => {
  const CONFIRM = "/api/account/email/confirm";

  test("is decided by the signed-in owner alone: the address's reader changes nothing", async () => {
    const victim = await createAccount({ verified: false });
    const token = await requested(victim.email);
    expectProblem(await post(CONFIRM, token), 401, "unauthenticated");
    const client = await signedInClient(await createAccount());
    const answer = await client.post(CONFIRM).send({ token });
    expectProblem(answer, 403, "link_of_another_account");
    expect(await storedEmail()).toBe(account.email);
    // Neither her sign-up nor her password has gone, and the owner can still confirm.
    const kept = await db.user.findUnique({
      where: { id: victim.id },
      include: { password: true },
    });
    expect(kept).toMatchObject({ email: victim.email, password: {} });
    await confirmed(token);
  });

  test("is named in the mail and on the page, but not to a stranger", async () => {
    const email = newEmail();
    const token = await requested(email);
    const name = english("changeEmailMail.text", { account: masked(account.email) });
    const mail = await waitForMail(app.dataDir, email);
    expect(mail.text?.replace(/\s+/g, " ")).toContain(name);
    const path = linkPath("confirm-email", token);
    const stranger = await newClient().get(path).expect(200);
    expect(stranger.text).toContain(masked(account.email));
    expect(stranger.text).not.toContain(account.email);
    expect(stranger.text).not.toContain(`value="${token}"`);
    expect(stranger.text).toContain(`/signin?callbackUrl=${encodeURIComponent(path)}`);
    const other = await createAccount();
    const another = await (await signedInClient(other)).get(path).expect(200);
    expect(another.text).toContain(other.email);
    expect(another.text).not.toContain(account.email);
    expect(another.text).not.toContain(`value="${token}"`);
    const owner = await (await signedInClient(account)).get(path).expect(200);
    expect(owner.text).toContain(account.email);
    expect(owner.text).toContain(`value="${token}"`);
  });

  test("from its form the change ends on a page that says what was done", async () => {
    const email = newEmail();
    const token = await requested(email);
    const client = await signedInClient(account);
    const form = await client.post(CONFIRM).type("form").send({ token }).expect(303);
    expect(form.headers.location).toBe(doneAt(linkPath("confirm-email", token)));
    const page = await client.get(String(form.headers.location)).expect(200);
    expect(page.text).toContain(english("link.confirmDone", { email }));
  });
});

test("a wrong password requests nothing [V7.5.1]", async () => {
  const email = newEmail();
  expectInvalid(await request(email, "not my password"), ["password"]);
  expect(await db.token.count({ where: { userId: account.id } })).toBe(0);
  expect(await mailTo(app.dataDir, email)).toEqual([]);
});

test("is answered 429 after too many wrong passwords", async () => {
  const client = await signedInClient(account);
  const ask = (password: string) =>
    client.post("/api/me/email").send({ email: newEmail(), password });
  await spendTries({ limit: limits.confirmByAccount, subject: account.id }, LONG_AFTER);
  await ask("not my password").expect(422);
  const refused = await ask(account.password);
  expectProblem(refused, 429, "too_many_requests");
  expectRetryAfter(refused);
});

test("is answered 429 after ten addresses an hour, with the right password too", async () => {
  await spendTries({ limit: limits.moveByAccount, subject: account.id }, 9);
  expect((await request(newEmail())).status).toBe(202);
  const refused = await request(newEmail());
  expectProblem(refused, 429, "too_many_requests");
  expectRetryAfter(refused);
});

test("a reset link mailed to the old address no longer works after the change", async () => {
  await newClient().post("/api/account/forgot-password").send({ email: account.email });
  const [link] = linksIn(await waitForMail(app.dataDir, account.email));
  await confirmed(await requested(newEmail()));
  const late = await newClient()
    .post("/api/account/reset-password")
    .send({ token: tokenOf(link), password: "seven quiet lanterns" });
  expectInvalid(late, ["token"]);
});

test("requires a session, a new address and the password [V2.2.3 V7.5.1]", async () => {
  expectProblem(await newClient().post("/api/me/email").send({}), 401, "unauthenticated");
  const client = await signedInClient(account);
  expectInvalid(await client.post("/api/me/email").send({}), ["email", "password"]);
});

test("an account without a password is led to set one, and shown no form that must fail", async () => {
  const client = await signedInClient(account);
  await deletePassword(account.id, db);
  const { text } = await client.get("/settings/email").expect(200);
  expect(text).toContain(english("settingsEmail.needsPassword"));
  expect(text).toContain('href="/settings/password"');
  expect(text).not.toContain('action="/api/me/email"');
});
