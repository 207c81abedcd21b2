import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { findDeviceOf } from "@/lib/platform/db/tables/devices";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { linksIn, mailTo, waitForMail } from "@/tests/support/mail/mail";
import { storedPasskey } from "@/tests/support/passkeys/passkeys";
import {
  type Account,
  createAccount,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";
import { newConnection } from "@/tests/support/providers/identity";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const NEW_PASSWORD = "seven quiet lanterns";
const LONG_AGO = new Date(Date.now() - 11 * 60_000);

let administrator: Account;
let admin: ApiClient;
/** Whose account it is about. */
let account: Account;
let resource: string;

beforeAll(async () => {
  administrator = await createAccount({ role: "admin" });
  admin = await signedInClient(administrator);
});

beforeEach(async () => {
  choose(await createAccount());
});

afterAll(expectQuietLog);

function choose(given: Account): void {
  account = given;
  resource = `/api/admin/users/${account.id}`;
}

async function canSignIn(password = account.password): Promise<boolean> {
  const { headers } = await submitSignIn(newClient(), { email: account.email, password });
  return /\/dashboard$/.test(String(headers.location));
}

/** What administrators did to the account, by the trail: who, and what. */
async function acts(): Promise<{ actorId: string | null; what: string }[]> {
  const trail = await trailOf(account.id);
  return trail
    .filter(({ actorId, subjectId }) => actorId !== null && actorId !== subjectId)
    .map(({ actorId, type, detail }) => ({ actorId, what: `${type}:${detail}` }));
}

const byAdmin = (what: string) => ({ actorId: administrator.id, what });

/** The secret of the one link in the newest mail. @param count mails so far, with this one */
async function mailedToken(count = 1): Promise<string> {
  const [link] = linksIn(await waitForMail(app.dataDir, account.email, count));
  return new URL(String(link)).searchParams.get("token") ?? "";
}

describe("what an administrator sees of one user", () => {
  test("is the account, its sessions in number, and nothing secret [V6.4.6]", async () => {
    await signedInClient(account);
    await signedInClient(account);
    const { body, headers } = await admin.get(resource).expect(200);
    expect(body).toEqual({
      id: account.id,
      name: account.name,
      email: account.email,
      role: "user",
      emailVerified: true,
      disabled: false,
      createdAt: expect.any(String),
      secondFactorSince: null,
      lastSignInAt: expect.any(String),
      sessions: 2,
      apiTokens: 0,
      hasPassword: true,
      passkeys: 0,
      signsInWith: {
        passwordSetAt: expect.any(String),
        connections: [],
        passkeys: [],
        authenticatorSince: null,
        recoveryCodes: 0,
      },
      impersonable: true,
    });
    expect(headers["cache-control"]).toBe("private, no-store");
  });

  test("names what they sign in with: connections, passkeys, second factor; nothing that opens it", async () => {
    await newConnection(account.id);
    await storedPasskey(account);
    await giveSecondFactor(account);
    const { body } = await admin.get(resource).expect(200);
    expect(body.signsInWith).toEqual({
      passwordSetAt: expect.any(String),
      connections: [
        {
          id: expect.any(String),
          provider: expect.any(String),
          email: expect.anything(),
          createdAt: expect.any(String),
        },
      ],
      passkeys: [
        {
          id: expect.any(String),
          name: expect.any(String),
          createdAt: expect.any(String),
          lastUsedAt: null,
        },
      ],
      authenticatorSince: expect.any(String),
      recoveryCodes: expect.any(Number),
    });
    const { text } = await admin.get(`/admin/users/${account.id}`).expect(200);
    for (const shown of [
      english("signInWays.title"),
      body.signsInWith.connections[0].provider,
      body.signsInWith.passkeys[0].name,
    ]) {
      expect(text).toContain(shown);
    }
  });

  test("counts no session that has ended by itself", async () => {
    await signedInClient(account);
    await moveSessions(account.id, { expiresAt: new Date(Date.now() - 1000) });
    expect((await admin.get(resource)).body.sessions).toBe(0);
  });

  test("needs no recent authentication", async () => {
    const stale = await staleAdmin();
    await stale.get(resource).expect(200);
    expect((await stale.get(`/admin/users/${account.id}`).expect(200)).text).toContain(
      account.email,
    );
  });
});

test("a role waits for a confirmed address: whoever signs up with it next would have it [V8.2.1]", async () => {
  choose(await createAccount({ verified: false }));
  expectProblem(await admin.patch(resource).send({ role: "admin" }), 409, "address_unverified");
  expect((await admin.get(resource)).body.role).toBe("user");
  await admin.patch(resource).send({ role: "user" }).expect(200);
  await db.user.update({ where: { id: account.id }, data: { emailVerified: new Date() } });
  await admin.patch(resource).send({ role: "admin" }).expect(200);
});

test("a role that an unverified account has is not left to who signs up with its address", async () => {
  choose(await createAccount({ verified: false, role: "admin" }));
  await newClient()
    .post("/api/account")
    .send({ name: "Mallory", email: account.email, password: NEW_PASSWORD })
    .expect(202);
  await waitForMail(app.dataDir, account.email);
  const { body } = await admin.get(resource).expect(200);
  expect(body).toMatchObject({ name: "Mallory", role: "user" });
});

async function staleAdmin(): Promise<ApiClient> {
  const other = await createAccount({ role: "admin" });
  const client = await signedInClient(other);
  await moveSessions(other.id, { authenticatedAt: LONG_AGO });
  return client;
}

/** A method, what follows the user's own path, and a body that would change something. */
type Act = ["PATCH" | "POST" | "DELETE", string, object];

const ACTS: Act[] = [
  ["PATCH", "", { role: "admin" }],
  ["PATCH", "", { disabled: true }],
  ["DELETE", "/sessions", {}],
  ["POST", "/verification", {}],
  ["POST", "/password-reset", {}],
];

const doTo = (client: ApiClient, path: string, [method, , body]: Act) =>
  client[method.toLowerCase() as Lowercase<Act[0]>](path).send(body);

describe.each(ACTS)("%s /api/admin/users/[id]%s", (...act) => {
  const [, suffix] = act;

  test.each([
    ["nobody's", randomUUID()],
    ["a pseudonym", "deleted-0123456789abcdef"],
    ["a NUL", "%00"],
    ["SQL", "'%20OR%201=1--"],
  ])("%s id is answered 404", async (_, id) => {
    const answer = await doTo(admin, `/api/admin/users/${id}${suffix}`, act);
    expectProblem(answer, 404, "not_found");
  });

  test("asks for the password again, and changes nothing until then [V7.5.3]", async () => {
    const client = await staleAdmin();
    const before = await admin.get(resource).expect(200);
    const refused = await doTo(client, `${resource}${suffix}`, act);
    expectProblem(refused, 403, "reauthentication_required");
    expect((await admin.get(resource)).body).toEqual(before.body);
    expect(await acts()).toEqual([]);
  });
});

describe("the form", () => {
  const posts: [string, string, Record<string, string>, string][] = [
    ["role", "", { _method: "PATCH", role: "admin" }, english("notices.saved")],
    ["disabled", "", { _method: "PATCH", disabled: "true" }, english("notices.saved")],
    ["sessions", "/sessions", { _method: "DELETE" }, english("notices.accountSignedOut")],
    ["verification", "/verification", {}, english("notices.verificationSentAgain")],
    ["password", "/password-reset", {}, english("notices.newPasswordRequired")],
  ];

  test.each(posts)("%s leads back to the user's page with a notice", async (...post) => {
    const [name, suffix, fields, notice] = post;
    if (name === "verification") choose(await createAccount({ verified: false }));
    const page = `/admin/users/${account.id}`;
    const { headers } = await admin
      .post(`${resource}${suffix}`)
      .type("form")
      .send(fields)
      .expect(303);
    expect(headers.location).toBe(page);
    expect((await admin.get(page).expect(200)).text).toContain(notice);
    expect((await admin.get(page).expect(200)).text).not.toContain(notice);
    expect(await acts()).toHaveLength(1);
  });

  test.each(posts)("%s leads a stale session to the password, and back", async (...post) => {
    const [, suffix, fields] = post;
    const { headers } = await (await staleAdmin())
      .post(`${resource}${suffix}`)
      .type("form")
      .send(fields)
      .expect(303);
    const back = encodeURIComponent(`/admin/users/${account.id}`);
    expect(headers.location).toBe(`/reauthenticate?callbackUrl=${back}`);
    expect(await acts()).toEqual([]);
  });

  test("tells on the user's page what was wrong", async () => {
    const page = `/admin/users/${account.id}`;
    const { headers } = await admin
      .post(`${resource}/verification`)
      .type("form")
      .send({})
      .expect(303);
    expect(headers.location).toBe(page);
    expect((await admin.get(page)).text).toContain(english("problems.already_verified"));
  });
});

describe("a role", () => {
  test.each([
    [{ role: "owner" }, ["role"]],
    [{ role: "" }, ["role"]],
    [{ role: ["admin"] }, ["role"]],
    [{ disabled: "perhaps" }, ["disabled"]],
    [{ disabled: 1, role: 7 }, ["disabled", "role"]],
  ])("%j is answered 422", async (body, fields) => {
    expectInvalid(await admin.patch(resource).send(body), fields);
    expect(await acts()).toEqual([]);
  });

  test("given or taken acts on the next request, with the old cookie", async () => {
    const { cookie } = await signInKeeping(account);
    const users = () => newClient().get("/api/admin/users").set("Cookie", cookie);
    expectProblem(await users(), 403, "forbidden");

    const { body } = await admin.patch(resource).send({ role: "admin" }).expect(200);
    expect(body).toMatchObject({ id: account.id, role: "admin", sessions: 1 });
    await users().expect(200);

    await admin.patch(resource).send({ role: "user" }).expect(200);
    expectProblem(await users(), 403, "forbidden");
    expect(await acts()).toEqual([byAdmin("authz_change:admin"), byAdmin("authz_change:user")]);
  });

  test("that is the same already is no event", async () => {
    await admin.patch(resource).send({ role: "user", disabled: false }).expect(200);
    await admin.patch(resource).send({}).expect(200);
    expect(await acts()).toEqual([]);
  });

  test("does not come with anything the form does not name [V6.4.6 V8.2.3]", async () => {
    const email = "other@example.com";
    await admin.patch(resource).send({ email, name: "Eve", emailVerified: null }).expect(200);
    const { body } = await admin.get(resource);
    expect(body).toMatchObject({ email: account.email, name: account.name, emailVerified: true });
  });
});

describe("a disabled account", () => {
  const disable = () => admin.patch(resource).send({ disabled: true }).expect(200);

  test("has no session from the next request on, and cannot sign in", async () => {
    const { client, cookie } = await signInKeeping(account);
    expect((await disable()).body).toMatchObject({ disabled: true, sessions: 0 });
    expectProblem(await client.get("/api/me"), 401, "unauthenticated");
    const page = await newClient().get("/dashboard").set("Cookie", cookie).redirects(0);
    expect(page.headers.location).toBe("/signin?callbackUrl=%2Fdashboard");
    expect(await canSignIn()).toBe(false);
    expect(await acts()).toEqual([byAdmin("user_updated:disabled")]);
  });

  test("is not opened by a link that was mailed before, nor mailed a new one", async () => {
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

  test("is not made to set a new password", async () => {
    await disable();
    expectProblem(await admin.post(`${resource}/password-reset`).send({}), 409, "account_disabled");
    expect((await admin.get(resource)).body.hasPassword).toBe(true);
  });

  test("enabled again signs in with its password; what had ended stays so", async () => {
    const { cookie } = await signInKeeping(account);
    await disable();
    await admin.patch(resource).send({ disabled: false }).expect(200);
    expect(await canSignIn()).toBe(true);
    await newClient().get("/api/me").set("Cookie", cookie).expect(401);
    expect(await acts()).toEqual([
      byAdmin("user_updated:disabled"),
      byAdmin("user_updated:enabled"),
    ]);
  });
});

test("DELETE of the sessions ends every one [V7.4.5]", async () => {
  const [one, other] = [await signedInClient(account), await signedInClient(account)];
  await admin.delete(`${resource}/sessions`).expect(204);
  await one.get("/api/me").expect(401);
  await other.get("/api/me").expect(401);
  expect(await canSignIn()).toBe(true);
  expect(await acts()).toEqual([byAdmin("authn_token_revoked:session")]);
});

test("an administrator's own sessions end, too, when they end their own", async () => {
  const self = await createAccount({ role: "admin" });
  const client = await signedInClient(self);
  await client.delete(`/api/admin/users/${self.id}/sessions`).expect(204);
  await client.get("/api/me").expect(401);
});

describe("the verification link", () => {
  const send = () => admin.post(`${resource}/verification`).send({});
  const verify = (token: string) => newClient().post("/api/account/verify-email").send({ token });

  test("is mailed again, and the earlier one is void", async () => {
    choose(await createAccount({ verified: false }));
    await send().expect(204);
    const first = await mailedToken();
    await send().expect(204);
    const second = await mailedToken(2);
    expectInvalid(await verify(first), ["token"]);
    await verify(second).expect(200);
    expect(await canSignIn()).toBe(true);
    const sent = byAdmin("authn_token_created:verify_email");
    expect(await acts()).toEqual([sent, sent]);
  });

  test("has no use for a verified address", async () => {
    expectProblem(await send(), 409, "already_verified");
    expect(await mailTo(app.dataDir, account.email)).toEqual([]);
  });
});

test("a required new password: the old one is dead, and a mailed link sets the next [V6.4.6]", async () => {
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
  expect(await acts()).toEqual([byAdmin("user_updated:password_removed")]);
});

test("the owner sees what was done by an administrator, but not from where", async () => {
  await admin.patch(resource).send({ role: "admin" }).expect(200);
  const client = await signedInClient(account);
  const { body } = await client.get("/api/me/events").expect(200);
  expect(body.events).toEqual([
    expect.objectContaining({ type: "authn_login_success", byAdministrator: false }),
    {
      id: expect.any(String),
      type: "authz_change",
      label: english("events.authz_change", { role: english("roles.admin") }),
      ipAddress: null,
      byAdministrator: true,
      tokenId: null,
      impersonationId: null,
      reason: null,
      createdAt: expect.any(String),
    },
  ]);
  const { text } = await client.get("/dashboard").expect(200);
  expect(text).toContain("by an administrator");
  expect(text).not.toContain(administrator.email);
  // Administrators do see it.
  const trail = await admin.get("/api/admin/events").query({ account: account.id }).expect(200);
  expect(trail.body.events[1]).toMatchObject({
    by: { id: administrator.id, email: administrator.email },
    ipAddress: expect.stringMatching(/^2001:db8:/),
  });
});
