import { findUserByEmail } from "@/lib/platform/db/tables/users";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import { tokenIn, waitForMail } from "@/tests/support/mail/mail";
import {
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";

const WRONG = "seven wrong lanterns";

afterAll(expectQuietLog);

/** Who did what to an account, oldest first. */
const doneTo = async (subjectId: string) =>
  (await trailOf(subjectId)).map(({ type, actorId }) => [type, actorId]);

test("an administrator's act on another account has the administrator as its actor", async () => {
  const administrator = await createAccount({ role: "admin" });
  const { id } = await createAccount();
  const admin = await signedInClient(administrator);
  await admin.patch(`/api/admin/users/${id}`).send({ disabled: true }).expect(200);
  expect(await doneTo(id)).toEqual([["user_updated", administrator.id]]);
});

test("a stranger's failed sign-in has no actor, even in a signed-in browser", async () => {
  const { id, email } = await createAccount();
  const neighbour = await createAccount();
  const client = await signedInClient(neighbour);
  await submitSignIn(newClient(), { email, password: WRONG });
  const csrf = (await client.get("/api/auth/csrf")).body.csrfToken;
  await client
    .post("/api/auth/callback/credentials")
    .type("form")
    .send({ csrfToken: csrf, email, password: WRONG });
  expect(await doneTo(id)).toEqual([
    ["authn_login_fail", null],
    ["authn_login_fail", null],
  ]);
});

test("a sign-in, what is done in the session and the sign-out have the account as their actor", async () => {
  const account = await createAccount();
  const client = await signedInClient(account);
  await client.patch("/api/me").send({ name: "Ada Byron" }).expect(200);
  await client.post("/api/me/reauthenticate").send({ password: WRONG }).expect(422);
  const csrfToken = (await client.get("/api/auth/csrf")).body.csrfToken;
  await client.post("/api/auth/signout").type("form").send({ csrfToken }).expect(303);
  expect(await doneTo(account.id)).toEqual([
    ["authn_login_success", account.id],
    ["user_updated", account.id],
    ["authn_login_fail", account.id],
    ["session_logout", account.id],
  ]);
});

test("a session that another account's sign-in replaces is ended by its owner", async () => {
  const [first, second] = [await createAccount(), await createAccount()];
  const client = await signedInClient(first);
  const csrfToken = (await client.get("/api/auth/csrf")).body.csrfToken;
  const { email, password } = second;
  await client
    .post("/api/auth/callback/credentials")
    .type("form")
    .send({ csrfToken, email, password })
    .expect(303);
  expect(await doneTo(first.id)).toEqual([
    ["authn_login_success", first.id],
    ["session_logout", first.id],
  ]);
  expect(await doneTo(second.id)).toEqual([["authn_login_success", second.id]]);
});

test("a sign-up has no actor, since nothing proves the address yet; following the mailed link has", async () => {
  const email = newEmail();
  const client = newClient();
  await client.post("/api/account").send({ name: "Ada", email, password: WRONG }).expect(202);
  const token = tokenIn(await waitForMail(app.dataDir, email));
  const { id = "" } = (await findUserByEmail(email)) ?? {};
  await newClient().post("/api/account/verify-email").send({ token }).expect(200);
  expect(await doneTo(id)).toEqual([
    ["user_created", null],
    ["user_updated", id],
  ]);
});

test("requesting a link by address has no actor; setting a password with it has", async () => {
  const { id, email } = await createAccount();
  await newClient().post("/api/account/forgot-password").send({ email }).expect(202);
  const token = tokenIn(await waitForMail(app.dataDir, email));
  const password = "nine lemons on the wall";
  await newClient().post("/api/account/reset-password").send({ token, password }).expect(200);
  expect(await doneTo(id)).toEqual([
    ["authn_token_created", null],
    ["authn_password_change", id],
  ]);
});
