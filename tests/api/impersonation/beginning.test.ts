import { randomUUID } from "node:crypto";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { moveSessions } from "@/tests/support/database/session-rows";
import { spendTries } from "@/tests/support/database/throttles";
import { newScene, REASON, whoIs, withCookie } from "@/tests/support/impersonation/scene";
import { mailTo, waitForSubject } from "@/tests/support/mail/mail";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { createTokenOf, programWith } from "@/tests/support/people/api-tokens";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

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

describe("POST", () => {
  test("opens a session of the account in place of the administrator's", async () => {
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

  test("leaves nothing in the browser that would let the administrator in [V7.2.4]", async () => {
    const answer = await begin().expect(200);
    expectProblem(await withCookie(ownCookie), 401, "unauthenticated");
    expect(sessionLine(answer)).toMatch(/HttpOnly/);
    expect(sessionLine(answer)).not.toMatch(/Max-Age|Expires/i);
    expect(answer.headers["set-cookie"]).toHaveLength(1);
  });

  test("84 is refused for oneself, for an administrator, and for an unknown account [V8.2.1]", async () => {
    const other = await createAccount({ role: "admin" });
    for (const id of [administrator.id, other.id]) {
      const answer = await admin.post(`/api/admin/users/${id}/impersonation`).send({ reason: "x" });
      expectProblem(answer, 403, "forbidden");
    }
    const nobody = `/api/admin/users/${randomUUID()}/impersonation`;
    expectProblem(await admin.post(nobody).send({ reason: "x" }), 404, "not_found");
    expect((await whoIs(admin)).user.id).toBe(administrator.id);
  });

  test("is answered 429 after twenty an hour, and begins nothing", async () => {
    const counted = { limit: limits.impersonateByAccount, subject: administrator.id };
    await spendTries(counted, limits.impersonateByAccount.points);
    const refused = await begin();
    expectProblem(refused, 429, "too_many_requests");
    expectRetryAfter(refused);
    expect((await whoIs(admin)).user.id).toBe(administrator.id);
  });

  test("is refused for an account that is disabled or unconfirmed", async () => {
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
  ])("requires a reason, and refuses %j", async (body) => {
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

  test("84 is closed to API tokens", async () => {
    const { token } = await createTokenOf(administrator);
    const answer = await programWith(token).post(resource).send({ reason: "x" });
    expectProblem(answer, 403, "insufficient_scope");
    await begin().expect(200);
    const own = await createTokenOf(account);
    const { body } = await programWith(own.token).get("/api/me").expect(200);
    expect(body.session).toBeNull();
  });

  test("84 does not nest", async () => {
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

  test("mails the owner who acts, why and until when, but not from where", async () => {
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
