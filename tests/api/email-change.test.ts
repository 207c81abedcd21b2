import { db } from "@/lib/db/client";
import { type Account, createAccount, newEmail, submitSignIn } from "../support/accounts";
import { app } from "../support/app";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  watchedClient,
  watchedSignIn,
} from "../support/expectations";
import { linksIn, mailTo, waitForMail } from "../support/mail";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const tokenOf = (link: string | undefined) => new URL(String(link)).searchParams.get("token") ?? "";
const post = (path: string, token: string) => watchedClient().post(path).send({ token });
const confirm = (token: string) => post("/api/account/email/confirm", token);
const undo = (token: string) => post("/api/account/email/undo", token);

async function request(email: string, password = account.password) {
  const client = await watchedSignIn(account);
  return client.post("/api/account/email").send({ email, password });
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
  await watchedClient().get(`/confirm-email?token=${token}`).expect(200);
  expect(await storedEmail()).toBe(account.email);
  await confirm(token).expect(200);
  expect(await storedEmail()).toBe(email);
  const { headers } = await submitSignIn(watchedClient(), { email, password: account.password });
  expect(headers.location).toBe(`${app.url}/dashboard`);
  expectInvalid(await confirm(token), ["token"]);
});

test("13 following the link ends every session of the account at once", async () => {
  const [one, other] = [await watchedSignIn(account), await watchedSignIn(account)];
  await confirm(await requested(newEmail())).expect(200);
  for (const client of [one, other]) await client.get("/api/me").expect(401);
});

test("13 the old address is told, with a link that undoes the change and ends every session", async () => {
  const email = newEmail();
  await confirm(await requested(email)).expect(200);
  const thief = await watchedSignIn({ ...account, email });
  const notice = await waitForMail(app.dataDir, account.email);
  expect(notice.subject).toBe("Your e-mail address was changed");
  const token = tokenOf(linksIn(notice)[0]);
  await watchedClient().get(`/undo-email?token=${token}`).expect(200);
  expect(await storedEmail()).toBe(email);
  await undo(token).expect(200);
  expect(await storedEmail()).toBe(account.email);
  await thief.get("/api/me").expect(401);
  const recovery = await waitForMail(app.dataDir, account.email, 2);
  expect(recovery.subject).toBe("Set a new password");
  expectInvalid(await undo(token), ["token"]);
});

test("an address that has an account gets a mail that says so; the answer is the same", async () => {
  const other = await createAccount();
  const known = await request(other.email);
  const fresh = await request(newEmail());
  expect([known.status, known.body]).toEqual([fresh.status, fresh.body]);
  const mail = await waitForMail(app.dataDir, other.email);
  expect(mail.subject).toBe("You already have an account");
  expect(mail.text).not.toContain("confirm-email");
});

test("an address taken between the mail and the click stays with who took it", async () => {
  const email = newEmail();
  const token = await requested(email);
  const other = await createAccount();
  await db.user.update({ where: { id: other.id }, data: { email } });
  expectInvalid(await confirm(token), ["token"]);
  expect(await storedEmail()).toBe(account.email);
});

test("a wrong password asks for nothing", async () => {
  const email = newEmail();
  expectInvalid(await request(email, "not my password"), ["password"]);
  expect(await db.token.count({ where: { userId: account.id } })).toBe(0);
  expect(await mailTo(app.dataDir, email)).toEqual([]);
});

test("a reset link mailed to the old address is void after the change", async () => {
  await watchedClient().post("/api/account/forgot-password").send({ email: account.email });
  const [link] = linksIn(await waitForMail(app.dataDir, account.email));
  await confirm(await requested(newEmail())).expect(200);
  const late = await watchedClient()
    .post("/api/account/reset-password")
    .send({ token: tokenOf(link), password: "seven quiet lanterns" });
  expectInvalid(late, ["token"]);
});

test("needs a session, a new address and the password", async () => {
  expectProblem(await watchedClient().post("/api/account/email").send({}), 401, "unauthenticated");
  const client = await watchedSignIn(account);
  expectInvalid(await client.post("/api/account/email").send({}), ["email", "password"]);
});
