import { MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { eventNames, trailOf } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { newScene, REASON, whoIs, withCookie } from "@/tests/support/impersonation/scene";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { until } from "@/tests/support/process/until";
import type { ApiClient } from "@/tests/support/requests/client";
import { clearsSession, sessionCookie } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { closeLive, openLive } from "@/tests/support/requests/live";
import { english, englishInPage } from "@/tests/support/texts";

let administrator: Account;
let account: Account;

/** The browser of the administrator. */
let admin: ApiClient;
/** Its session cookie, before anything was asked. */
let ownCookie: string;
let resource: string;

beforeEach(async () => {
  ({ administrator, account, admin, ownCookie, resource } = await newScene());
});

afterAll(expectQuietLog);

const begin = () => admin.post(resource).send({ reason: REASON });

describe("while an administrator impersonates a user", () => {
  let acting: string;

  beforeEach(async () => {
    acting = sessionCookie(await begin().expect(200));
  });

  afterEach(closeLive);

  test("84 the account can be read but not changed", async () => {
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

  test("84 no page asks the administrator for the owner's proof", async () => {
    const { text } = await admin.get("/reauthenticate?callbackUrl=%2Fsettings").expect(403);
    expect(text).toContain(englishInPage("problems.impersonated"));
    expect(text).toContain(englishInPage("actingBanner.stop"));
    expect(text).not.toContain('action="/api/me/reauthenticate"');
    const owner = await signedInClient(account);
    expect((await owner.get("/reauthenticate").expect(200)).text).toContain(
      'action="/api/me/reauthenticate"',
    );
  });

  test("84 a second factor that the owner is setting up stays the owner's", async () => {
    const owner = await signedInClient(account);
    const { secret } = (await owner.post("/api/me/second-factor/totp").send({}).expect(200)).body;
    expect((await owner.get("/settings/security").expect(200)).text).toContain(secret);
    expect((await admin.get("/settings/security").expect(200)).text).not.toContain(secret);
  });

  test("every event is recorded with both people and the session [V16.2.1]", async () => {
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

  test("the audit trail and its file say who, whom and why", async () => {
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

  test("the session is not listed among the administrator's own", async () => {
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
  ])("the session ends when the administrator %s", async (_, act) => {
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
  ])("its open pages are told that it has ended when %s", async (_, act) => {
    const stream = await openLive(acting);
    await act();
    expect(await stream.event("session-ended")).toMatchObject({
      data: { reason: "ended" },
    });
  });

  test.each([
    ["disabled", { disabledAt: new Date() }],
    ["no administrator any more", { role: "user" }],
  ])(
    "14 the session ends on the next request when the administrator is %s [V7.4.2 V8.3.2]",
    async (_, data) => {
      await db.user.update({ where: { id: administrator.id }, data });
      const answer = await admin.get("/api/me");
      expectProblem(answer, 401, "unauthenticated");
      expect(clearsSession(answer)).toBe(true);
    },
  );

  test("18 the session ends after an hour, however often it is used [V7.3.2]", async () => {
    await moveSessions(account.id, { expiresAt: new Date(Date.now() - 1) });
    expectProblem(await admin.get("/api/me"), 401, "unauthenticated");
  });

  test("the administrator's own session does not become idle", async () => {
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
    ["/reauthenticate", 403],
    ["/link/verify", 200],
    ["/settings/account", 403],
    ["/no-such-page", 404],
  ])("%s says so, with a way back", async (path, status) => {
    const { text } = await admin.get(path).set("Accept", "text/html").expect(status);
    expect(text).toContain(`aria-label="${english("actingBanner.label")}"`);
    expect(text).toContain(`action="${resource}"`);
    expect(text).toContain(`value="DELETE"`);
  });

  test("the owner's own pages are not marked", async () => {
    const { text } = await (await signedInClient(account)).get("/dashboard").expect(200);
    expect(text).not.toContain(english("actingBanner.label"));
    expect(text).not.toContain("actingBanner");
  });
});
