import { randomUUID } from "node:crypto";
import { MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import { eventNames, trailOf } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { mailTo, waitForSubject } from "@/tests/support/mail/mail";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { actFor } from "@/tests/support/people/actors";
import { createTokenOf, programWith } from "@/tests/support/people/api-tokens";
import { until } from "@/tests/support/process/until";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import {
  clearsSession,
  sessionCookie,
  sessionLine,
  signInKeeping,
} from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { closeLive, openLive } from "@/tests/support/requests/live";
import { english, englishInPage } from "@/tests/support/texts";

const REASON = "their question of Tuesday";

let administrator: Account;
let account: Account;
/** The browser of the administrator. */
let admin: ApiClient;
/** Its session cookie, before anything was asked. */
let ownCookie: string;
let resource: string;

beforeEach(async () => {
  administrator = await createAccount({ role: "admin", name: "Grace Hopper" });
  account = await createAccount();
  ({ client: admin, cookie: ownCookie } = await signInKeeping(administrator));
  resource = `/api/admin/users/${account.id}/impersonation`;
});

afterAll(expectQuietLog);

const begin = () => admin.post(resource).send({ reason: REASON });

const withCookie = (cookie: string) => newClient().get("/api/me").set("Cookie", cookie);

const whoIs = async (client: ApiClient) => (await client.get("/api/me").expect(200)).body;

describe("POST", () => {
  test("opens a session of the account in the place of the administrator's", async () => {
    const { body } = await begin().expect(200);
    const { user, session } = await whoIs(admin);
    expect(user).toMatchObject({ id: account.id, email: account.email, role: "user" });
    expect(session).toMatchObject({
      id: body.id,
      expires: body.expires,
      remember: false,
      impersonator: { id: administrator.id, name: "Grace Hopper" },
    });
    const minutes = (Date.parse(body.expires) - Date.now()) / MINUTE_MS;
    expect(minutes).toBeGreaterThan(59);
    expect(minutes).toBeLessThanOrEqual(60);
    const told = await admin.get("/api/auth/session").expect(200);
    expect(told.body).toEqual({ user, session, expires: session.expires });
  });

  test("leaves nothing in the browser by which the administrator would be let in [V7.2.4]", async () => {
    const answer = await begin().expect(200);
    expectProblem(await withCookie(ownCookie), 401, "unauthenticated");
    expect(sessionLine(answer)).toMatch(/HttpOnly/);
    expect(sessionLine(answer)).not.toMatch(/Max-Age|Expires/i);
    expect(answer.headers["set-cookie"]).toHaveLength(1);
  });

  test("84 not for oneself, for an administrator, or for nobody [V8.2.1]", async () => {
    const other = await createAccount({ role: "admin" });
    for (const id of [administrator.id, other.id]) {
      const answer = await admin.post(`/api/admin/users/${id}/impersonation`).send({ reason: "x" });
      expectProblem(answer, 403, "forbidden");
    }
    const nobody = `/api/admin/users/${randomUUID()}/impersonation`;
    expectProblem(await admin.post(nobody).send({ reason: "x" }), 404, "not_found");
    expect((await whoIs(admin)).user.id).toBe(administrator.id);
  });

  test("not for an account that is disabled, or that nobody has confirmed", async () => {
    const other = await createAccount({ verified: false });
    await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    expectProblem(await begin(), 409, "account_disabled");
    const path = `/api/admin/users/${other.id}/impersonation`;
    expectProblem(await admin.post(path).send({ reason: "x" }), 409, "address_unverified");
    expect((await whoIs(admin)).user.id).toBe(administrator.id);
  });

  test.each([
    [{}],
    [{ reason: "" }],
    [{ reason: " \u200b" }],
    [{ reason: "x".repeat(201) }],
    [{ reason: "a\nb" }],
  ])("asks for a reason, and takes no %j", async (body) => {
    expectInvalid(await admin.post(resource).send(body), ["reason"]);
    expect((await whoIs(admin)).session.impersonator).toBeNull();
  });

  test("asks for a recent proof, a right, and a session", async () => {
    expectProblem(await newClient().post(resource).send({ reason: "x" }), 401, "unauthenticated");
    const user = await signedInClient(await createAccount());
    expectProblem(await user.post(resource).send({ reason: "x" }), 403, "forbidden");
    await moveSessions(administrator.id, { authenticatedAt: new Date(0) });
    expectProblem(await begin(), 403, "reauthentication_required");
  });

  test("84 is closed to API tokens: they act for nobody", async () => {
    const { token } = await createTokenOf(administrator);
    const answer = await programWith(token).post(resource).send({ reason: "x" });
    expectProblem(answer, 403, "insufficient_scope");
    await begin().expect(200);
    const own = await createTokenOf(account);
    const { body } = await programWith(own.token).get("/api/me").expect(200);
    expect(body.session).toBeNull();
  });

  test("84 does not nest: who acts for somebody acts for nobody else", async () => {
    await begin().expect(200);
    const other = await createAccount();
    const path = `/api/admin/users/${other.id}/impersonation`;
    expectProblem(await admin.post(path).send({ reason: "x" }), 403, "impersonated");
  });

  test("sent twice at once opens one session", async () => {
    const answers = await Promise.all([begin(), begin()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(1);
  });

  test("tells the owner by mail: who, why and until when, and not from where", async () => {
    await begin().expect(200);
    const subject = english("impersonationMail.subject");
    const { text = "" } = await waitForSubject(app.dataDir, account.email, subject);
    expect(text).toContain("Grace Hopper");
    expect(text).toContain(REASON);
    expect(text).not.toContain(english("mail.ipAddress"));
    expect(text).not.toContain(administrator.email);
    const all = await mailTo(app.dataDir, account.email);
    expect(all.map((mail) => mail.subject)).toEqual([subject]);
  });
});

describe("while an administrator acts for somebody", () => {
  let acting: string;

  beforeEach(async () => {
    acting = sessionCookie(await begin().expect(200));
  });

  afterEach(closeLive);

  test("84 the account is read, and nothing of it is changed", async () => {
    await admin.get("/api/me/sessions").expect(200);
    await admin.get("/api/me/events").expect(200);
    expectProblem(await admin.patch("/api/me").send({ name: "Eve" }), 403, "impersonated");
    expectProblem(await admin.get("/api/me/export"), 403, "impersonated");
    expectProblem(await admin.get("/api/admin/users"), 403, "impersonated");
    const proof = { password: account.password };
    expectProblem(await admin.post("/api/me/reauthenticate").send(proof), 403, "impersonated");
    const { name } = await db.user.findUniqueOrThrow({ where: { id: account.id } });
    expect(name).toBe(account.name);
  });

  test("84 a second factor that the owner was setting up stays with the owner", async () => {
    const owner = await signedInClient(account);
    const { secret } = (await owner.post("/api/me/second-factor/totp").send({}).expect(200)).body;
    expect((await owner.get("/settings/security").expect(200)).text).toContain(secret);
    expect((await admin.get("/settings/security").expect(200)).text).not.toContain(secret);
  });

  test("everything is recorded with both people and the session [V16.2.1]", async () => {
    await admin.patch("/api/me").send({ name: "Eve" });
    const { id } = (await whoIs(admin)).session;
    const both = { actorId: administrator.id, subjectId: account.id, impersonationId: id };
    expect(await trailOf(account.id)).toMatchObject([
      { ...both, type: "impersonation_started", reason: REASON },
      { ...both, type: "authz_fail", reason: null },
    ]);
  });

  test("the owner sees it in their events and among their sessions, and can end it", async () => {
    const owner = await signedInClient(account);
    const { events } = (await owner.get("/api/me/events").expect(200)).body;
    expect(events[1]).toMatchObject({
      type: "impersonation_started",
      label: english("events.impersonation_started"),
      byAdministrator: true,
      reason: REASON,
      ipAddress: null,
    });
    const { sessions } = (await owner.get("/api/me/sessions").expect(200)).body;
    const [, acting] = sessions;
    expect(acting).toMatchObject({ byAdministrator: true, current: false, ipAddress: null });
    const page = (await owner.get("/settings/sessions").expect(200)).text;
    expect(page).toContain(english("sessions.byAdministrator"));
    expect(page).toContain(REASON);
    await owner.delete(`/api/me/sessions/${acting.id}`).expect(204);
    expectProblem(await admin.get("/api/me"), 401, "unauthenticated");
    expectProblem(await withCookie(ownCookie), 401, "unauthenticated");
  });

  test("administrators see who, whom and why in the audit trail, and in its file", async () => {
    const other = await signedInClient(await createAccount({ role: "admin" }));
    const query = { account: account.id };
    const { body } = await other.get("/api/admin/events").query(query).expect(200);
    expect(body.events[0]).toMatchObject({
      type: "impersonation_started",
      account: { id: account.id },
      by: { id: administrator.id },
      impersonation: expect.any(String),
      reason: REASON,
    });
    const page = await other.get(`/admin/events?account=${account.id}`).expect(200);
    expect(page.text).toContain(REASON);
    const file = await other.get("/api/admin/events/export").query(query).expect(200);
    expect(file.text).toContain(`${body.events[0].impersonation},${REASON}`);
  });

  test("it is not among the administrator's own sessions", async () => {
    const elsewhere = await signedInClient(administrator);
    const { sessions } = (await elsewhere.get("/api/me/sessions").expect(200)).body;
    const { id } = (await whoIs(admin)).session;
    expect(sessions.map((session: { id: string }) => session.id)).not.toContain(id);
    expect(sessions).toHaveLength(2);
  });

  test.each([
    ["signs out everywhere else", (client: ApiClient) => client.delete("/api/me/sessions")],
    [
      "is signed out by another administrator",
      async () =>
        (await signedInClient(await createAccount({ role: "admin" }))).delete(
          `/api/admin/users/${administrator.id}/sessions`,
        ),
    ],
  ])("it ends when the administrator %s", async (_, act) => {
    await act(await signedInClient(administrator));
    expectProblem(await admin.get("/api/me"), 401, "unauthenticated");
  });

  test.each([
    [
      "the owner signs out everywhere else",
      async () => (await signedInClient(account)).delete("/api/me/sessions"),
    ],
    [
      "the administrator does, in another browser",
      async () => (await signedInClient(administrator)).delete("/api/me/sessions"),
    ],
    [
      "the administrator is given another role",
      async () => {
        const other = await signedInClient(await createAccount({ role: "admin" }));
        await other.patch(`/api/admin/users/${administrator.id}`).send({ role: "user" });
      },
    ],
  ])("its open pages are told at once that it has ended, when %s", async (_, act) => {
    const stream = await openLive(acting);
    await act();
    expect(await stream.event("session-ended", SECOND_MS)).toMatchObject({
      data: { reason: "ended" },
    });
  });

  test.each([
    ["disabled", { disabledAt: new Date() }],
    ["no administrator any more", { role: "user" }],
  ])(
    "14 it ends on the next request when the administrator is %s [V7.4.2 V8.3.2]",
    async (_, data) => {
      await db.user.update({ where: { id: administrator.id }, data });
      const answer = await admin.get("/api/me");
      expectProblem(answer, 401, "unauthenticated");
      expect(clearsSession(answer)).toBe(true);
    },
  );

  test("18 it ends after an hour, however often it is used [V7.3.2]", async () => {
    await moveSessions(account.id, { expiresAt: new Date(Date.now() - 1) });
    expectProblem(await admin.get("/api/me"), 401, "unauthenticated");
  });

  test("the administrator's own session is not idle meanwhile", async () => {
    const long = new Date(Date.now() - 90 * MINUTE_MS);
    await db.session.updateMany({
      where: { userId: { in: [administrator.id, account.id] } },
      data: { lastSeenAt: long },
    });
    await whoIs(admin);
    await until("both were seen", async () => {
      const where = { userId: { in: [administrator.id, account.id] }, lastSeenAt: { lte: long } };
      return (await db.session.count({ where })) === 0;
    });
  });

  test("signing out ends the administrator's own session, too", async () => {
    const csrfToken = (await admin.get("/api/auth/csrf")).body.csrfToken;
    await admin.post("/api/auth/signout").type("form").send({ csrfToken }).expect(303);
    expect(await db.session.count({ where: { userId: administrator.id } })).toBe(0);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
    expect(await eventNames(account.id)).toEqual(["impersonation_started", "impersonation_ended"]);
    expect((await eventNames(administrator.id)).at(-1)).toBe("session_logout");
  });

  test("the pages are in the language of the browser, and the account keeps its own", async () => {
    await db.user.update({ where: { id: account.id }, data: { language: "de" } });
    const page = await admin.get("/dashboard").set("Accept-Language", "en").expect(200);
    expect(page.text).toContain('lang="en"');
    expect(page.headers["set-cookie"] ?? []).toEqual([]);
    await admin.post("/api/language").send({ language: "en" }).expect(200);
    const { language } = await db.user.findUniqueOrThrow({ where: { id: account.id } });
    expect(language).toBe("de");
  });

  test.each([
    ["/dashboard", 200],
    ["/settings/security", 200],
    ["/organisations", 200],
    ["/docs/api", 200],
    ["/", 200],
    ["/reauthenticate", 200],
    ["/link/verify", 200],
    ["/settings/account", 403],
    ["/no-such-page", 404],
  ])("%s says so, with the way back", async (path, status) => {
    const { text } = await admin.get(path).set("Accept", "text/html").expect(status);
    expect(text).toContain(`aria-label="${english("actingBanner.label")}"`);
    expect(text).toContain(`action="${resource}"`);
    expect(text).toContain(`value="DELETE"`);
  });

  test("a page of theirs is not marked so to the owner", async () => {
    const { text } = await (await signedInClient(account)).get("/dashboard").expect(200);
    expect(text).not.toContain(english("actingBanner.label"));
    expect(text).not.toContain("actingBanner");
  });
});

describe("DELETE", () => {
  test("goes on with the administrator's own session, under a new secret [V7.2.4]", async () => {
    const before = (await whoIs(admin)).session;
    const acting = sessionCookie(await begin().expect(200));
    const answer = await admin.delete(resource).expect(204);
    const { user, session } = await whoIs(admin);
    expect(user.id).toBe(administrator.id);
    expect(session).toEqual(before);
    for (const dead of [ownCookie, acting]) {
      expectProblem(await withCookie(dead), 401, "unauthenticated");
    }
    expect(sessionCookie(answer)).not.toBe(ownCookie);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
    expect(await trailOf(account.id)).toMatchObject([
      { type: "impersonation_started" },
      { type: "impersonation_ended", actorId: administrator.id, subjectId: account.id },
    ]);
    // The proof is still the one of before.
    await begin().expect(200);
  });

  test("keeps a remembered session remembered", async () => {
    ({ client: admin } = await signInKeeping(administrator, { remember: "on" }));
    await begin().expect(200);
    expect(sessionLine(await admin.delete(resource).expect(204))).toMatch(/Max-Age=\d/);
  });

  test("is not there for who acts for nobody, or for somebody else", async () => {
    expectProblem(await newClient().delete(resource), 401, "unauthenticated");
    expectProblem(await admin.delete(resource), 404, "not_found");
    const owner = await signedInClient(account);
    expectProblem(await owner.delete(resource), 404, "not_found");
    await begin().expect(200);
    const other = `/api/admin/users/${randomUUID()}/impersonation`;
    expectProblem(await admin.delete(other), 404, "not_found");
    expect((await whoIs(admin)).user.id).toBe(account.id);
  });

  test("sent twice at once goes back once, and no answer takes the cookie away", async () => {
    const cookie = sessionCookie(await begin().expect(200));
    const send = () => newClient().delete(resource).set("Cookie", cookie);
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401]);
    expect(await db.session.count({ where: { userId: administrator.id } })).toBe(1);
  });

  test("leads to the sign-in page where the administrator's session has ended", async () => {
    await begin().expect(200);
    await db.session.deleteMany({ where: { userId: administrator.id } });
    expectProblem(await admin.delete(resource), 401, "unauthenticated");
    await signedInClient(administrator);
    ({ client: admin } = await signInKeeping(administrator));
    await begin().expect(200);
    await db.session.deleteMany({ where: { userId: administrator.id } });
    const form = { _method: "DELETE" };
    const { headers } = await admin.post(resource).type("form").send(form).expect(303);
    expect(headers.location).toMatch(/^\/signin\?/);
  });
});

describe("the forms", () => {
  const asking = () => `/admin/users/${account.id}/impersonate`;

  test("the page of the account leads to a page that asks why, and says what follows", async () => {
    const { text } = await admin.get(`/admin/users/${account.id}`).expect(200);
    expect(text).toContain(`href="${asking()}"`);
    const page = (await admin.get(asking()).expect(200)).text;
    for (const key of ["told", "reads", "ends"] as const) {
      expect(page).toContain(englishInPage(`impersonation.${key}`));
    }
    expect(page).toContain(`action="${resource}"`);
  });

  test("begin and end without a script", async () => {
    const { headers } = await admin
      .post(resource)
      .type("form")
      .send({ reason: REASON, _account: administrator.id })
      .expect(303);
    expect(headers.location).toBe("/dashboard");
    const stop = { _method: "DELETE", _account: account.id };
    const back = await admin.post(resource).type("form").send(stop).expect(303);
    expect(back.headers.location).toBe(`/admin/users/${account.id}`);
    await admin.get(`/admin/users/${account.id}`).expect(200);
  });

  test("without a reason lead back, and say so", async () => {
    const { headers } = await admin.post(resource).type("form").send({ reason: "" }).expect(303);
    expect(headers.location).toBe(asking());
    const { text } = await admin.get(asking()).expect(200);
    expect(text).toContain(english("impersonation.reasonMissing"));
  });

  test("a tab of the administrator's own pages acts on nobody else", async () => {
    await actFor(admin, account.id);
    const { headers } = await admin
      .post("/api/me")
      .type("form")
      .send({ _method: "PATCH", _account: administrator.id, name: "Eve" })
      .expect(303);
    expect(headers.location).toBe("/other-account");
  });

  test.each([
    ["an administrator", () => createAccount({ role: "admin" })],
    ["an unconfirmed account", () => createAccount({ verified: false })],
    ["oneself", async () => administrator],
  ])("are not offered for %s", async (_, make) => {
    const { id } = await make();
    const page = `/admin/users/${id}`;
    expect((await admin.get(page).expect(200)).text).not.toContain(`${page}/impersonate`);
    const { headers } = await admin.get(`${page}/impersonate`).expect(307);
    expect(headers.location).toBe(page);
  });
});

describe("IMPERSONATION=false, the default", () => {
  const server = withSibling({ IMPERSONATION: "" });

  test("there is no page, no route and no button, and a session of before has ended", async () => {
    const acting = sessionCookie(await begin().expect(200));
    const away = newClient(server.url).get("/api/me").set("Cookie", acting);
    expectProblem(await away, 401, "unauthenticated");
    const { cookie } = await signInKeeping(administrator);
    const page = `/admin/users/${account.id}`;
    const get = (path: string) => newClient(server.url).get(path).set("Cookie", cookie);
    expect((await get(page).expect(200)).text).not.toContain("impersonate");
    await get(`${page}/impersonate`).expect(404);
    for (const method of ["POST", "DELETE"]) {
      // Not by the tests' client, which holds answers against the document of the feature.
      const { status } = await fetch(new URL(resource, server.url), {
        method,
        headers: { Origin: server.url, "Content-Type": "application/json", Cookie: cookie },
        body: JSON.stringify({ reason: REASON }),
      });
      expect([method, status]).toEqual([method, 404]);
    }
  });
});
