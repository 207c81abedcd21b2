import { db } from "@/lib/platform/db/client";
import { findDeviceOf } from "@/lib/platform/db/tables/devices";
import { actsOn } from "@/tests/support/admin/acts";
import { adminOn } from "@/tests/support/admin/scene";
import { app } from "@/tests/support/app/app";
import { linksIn, mailTo, waitForMail } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const NEW_PASSWORD = "seven quiet lanterns";

let administrator: Account;
let admin: ApiClient;
let account: Account;
let resource: string;

beforeEach(async () => {
  ({ administrator, admin, account, resource } = await adminOn());
});

afterAll(expectQuietLog);

async function canSignIn(password = account.password): Promise<boolean> {
  const { headers } = await submitSignIn(newClient(), { email: account.email, password });
  return /\/dashboard$/.test(String(headers.location));
}

const byAdmin = (what: string) => ({ actorId: administrator.id, what });

/** The secret of the one link in the newest mail. @param count mails so far, with this one */
async function mailedToken(count = 1): Promise<string> {
  const [link] = linksIn(await waitForMail(app.dataDir, account.email, count));
  return new URL(String(link)).searchParams.get("token") ?? "";
}

describe("a disabled account", () => {
  const disable = () => admin.patch(resource).send({ disabled: true }).expect(200);

  test("loses its sessions from the next request on, and cannot sign in", async () => {
    const { client, cookie } = await signInKeeping(account);
    expect((await disable()).body).toMatchObject({ disabled: true, sessions: 0 });
    expectProblem(await client.get("/api/me"), 401, "unauthenticated");
    const page = await newClient().get("/dashboard").set("Cookie", cookie).redirects(0);
    expect(page.headers.location).toBe("/signin?callbackUrl=%2Fdashboard");
    expect(await canSignIn()).toBe(false);
    expect(await actsOn(account)).toEqual([byAdmin("user_updated:disabled")]);
  });

  test("is not opened by an earlier link, nor mailed a new one", async () => {
    const forgot = () =>
      newClient().post("/api/account/forgot-password").send({ email: account.email }).expect(202);
    await forgot();
    const token = await mailedToken();
    await disable();
    const reset = { token, password: NEW_PASSWORD };
    expectInvalid(await newClient().post("/api/account/reset-password").send(reset), ["token"]);
    await forgot();
    // The next mail of the queue goes out after this one would have.
    const after = await createAccount();
    const email = after.email;
    await newClient().post("/api/account/forgot-password").send({ email }).expect(202);
    await waitForMail(app.dataDir, email);
    expect(await mailTo(app.dataDir, account.email)).toHaveLength(1);
  });

  test("cannot be required to set a new password", async () => {
    await disable();
    expectProblem(await admin.post(`${resource}/password-reset`).send({}), 409, "account_disabled");
    expect((await admin.get(resource)).body.hasPassword).toBe(true);
  });

  test("signs in with its password when enabled again; ended sessions stay ended", async () => {
    const { cookie } = await signInKeeping(account);
    await disable();
    await admin.patch(resource).send({ disabled: false }).expect(200);
    expect(await canSignIn()).toBe(true);
    await newClient().get("/api/me").set("Cookie", cookie).expect(401);
    expect(await actsOn(account)).toEqual([
      byAdmin("user_updated:disabled"),
      byAdmin("user_updated:enabled"),
    ]);
  });
});

test("DELETE of the sessions ends all of them [V7.4.5]", async () => {
  const [one, other] = [await signedInClient(account), await signedInClient(account)];
  await admin.delete(`${resource}/sessions`).expect(204);
  await one.get("/api/me").expect(401);
  await other.get("/api/me").expect(401);
  expect(await canSignIn()).toBe(true);
  expect(await actsOn(account)).toEqual([byAdmin("authn_token_revoked:session")]);
});

test("an administrator who ends their own sessions loses the current one, too", async () => {
  const self = await createAccount({ role: "admin" });
  const client = await signedInClient(self);
  await client.delete(`/api/admin/users/${self.id}/sessions`).expect(204);
  await client.get("/api/me").expect(401);
});

describe("the verification link", () => {
  const send = () => admin.post(`${resource}/verification`).send({});
  const verify = (token: string) => newClient().post("/api/account/verify-email").send({ token });

  test("is mailed again, and the earlier one no longer works", async () => {
    ({ account, resource } = await adminOn(await createAccount({ verified: false })));
    await send().expect(204);
    const first = await mailedToken();
    await send().expect(204);
    const second = await mailedToken(2);
    expectInvalid(await verify(first), ["token"]);
    await verify(second).expect(200);
    expect(await canSignIn()).toBe(true);
    const sent = byAdmin("authn_token_created:verify_email");
    expect(await actsOn(account)).toEqual([sent, sent]);
  });

  test("is refused for a verified address", async () => {
    expectProblem(await send(), 409, "already_verified");
    expect(await mailTo(app.dataDir, account.email)).toEqual([]);
  });
});

test("after a new password is required, the old one is refused and a mailed link sets the next [V6.4.6]", async () => {
  const { client } = await signInKeeping(account);
  const devices = { where: { userId: account.id } };
  const { secretHash } = await db.device.findFirstOrThrow(devices);
  await admin.post(`${resource}/password-reset`).send({}).expect(204);
  expect((await admin.get(resource)).body).toMatchObject({ hasPassword: false, sessions: 0 });
  await client.get("/api/me").expect(401);
  expect(await canSignIn()).toBe(false);
  expect(await findDeviceOf([secretHash], account.email)).toBeNull();

  const mail = await waitForMail(app.dataDir, account.email);
  expect(mail.subject).toBe(english("newPasswordRequiredMail.subject"));
  const reset = { token: await mailedToken(), password: NEW_PASSWORD };
  await newClient().post("/api/account/reset-password").send(reset).expect(200);
  expect(await canSignIn(account.password)).toBe(false);
  expect(await canSignIn(NEW_PASSWORD)).toBe(true);
  expect(await actsOn(account)).toEqual([byAdmin("user_updated:password_removed")]);
});
