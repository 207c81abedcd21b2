import { hashPassword } from "@/lib/features/password/hash";
import { db } from "@/lib/platform/db/client";
import { setPassword } from "@/lib/platform/db/tables/passwords";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import { spendTries } from "@/tests/support/database/throttles";
import { waitForSubject } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { clearsSession } from "@/tests/support/requests/cookies";
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

const stale = () =>
  db.session.updateMany({
    where: { userId: account.id },
    data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) },
  });

test("deletes everything of the user, keeps the events under a pseudonym, and says goodbye [V14.2.4]", async () => {
  const client = await signedInClient(account);
  const other = await signedInClient(account);
  const response = await client.delete("/api/me").expect(204);
  expect(clearsSession(response)).toBe(true);
  await client.get("/api/me").expect(401);
  await other.get("/api/me").expect(401);
  const where = { userId: account.id };
  expect(await db.user.findUnique({ where: { id: account.id } })).toBeNull();
  expect(await db.session.count({ where })).toBe(0);
  expect(await db.password.count({ where })).toBe(0);
  expect(await trailOf(account.id)).toEqual([]);
  const traces = await db.securityEvent.findMany({
    where: {
      type: "user_deleted",
      subjectId: { startsWith: "deleted-" },
      // Not by somebody who moved an account to its address: those are not this person's traces.
      actorId: { startsWith: "deleted-" },
    },
  });
  expect(traces.length).toBeGreaterThan(0);
  for (const trace of traces) expect(trace).toMatchObject({ ipAddress: null, userAgent: null });
  const { email, password } = account;
  const { headers } = await submitSignIn(newClient(), { email, password });
  expect(headers.location).toMatch(/^\/signin/);
  await waitForSubject(app.dataDir, email, english("accountDeletedMail.subject"));
});

test("by the form requires the address to be typed, and leads to the front page [V7.5.3]", async () => {
  const client = await signedInClient(account);
  const post = (fields: object) =>
    client
      .post("/api/me")
      .type("form")
      .send({ _method: "DELETE", ...fields })
      .expect(303);
  for (const fields of [{}, { confirm: "" }, { confirm: "on" }, { confirm: newEmail() }]) {
    expect((await post(fields)).headers.location).toBe("/settings/account");
    const { text } = await client.get("/settings/account");
    expect(text).toContain(english("fields.confirmDeletion"));
  }
  const done = await post({ confirm: ` ${account.email.toUpperCase()} ` });
  expect(done.headers.location).toBe("/");
  expect(clearsSession(done)).toBe(true);
  expect(await db.user.findUnique({ where: { id: account.id } })).toBeNull();
});

test("is refused as JSON, too, where another address is given", async () => {
  const client = await signedInClient(account);
  expectInvalid(await client.delete("/api/me").send({ confirm: newEmail() }), ["confirm"]);
  expect(await db.user.findUnique({ where: { id: account.id } })).not.toBeNull();
  await client.delete("/api/me").send({ confirm: account.email }).expect(204);
});

test("requires recent authentication [V7.5.3]", async () => {
  const client = await signedInClient(account);
  await stale();
  expectProblem(await client.delete("/api/me"), 403, "reauthentication_required");
  const fields = { _method: "DELETE", confirm: account.email };
  const form = await client.post("/api/me").type("form").send(fields);
  expect(form.headers.location).toBe("/reauthenticate?callbackUrl=%2Fsettings%2Faccount");
  expect(await db.user.findUnique({ where: { id: account.id } })).not.toBeNull();
});

test("requires a session", async () => {
  expectProblem(await newClient().delete("/api/me"), 401, "unauthenticated");
});

describe("the download", () => {
  test("has the account, its sessions and events, and nothing secret", async () => {
    const client = await signedInClient(account);
    const { body, headers, text } = await client.get("/api/me/export").expect(200);
    expect(headers["content-disposition"]).toMatch(/^attachment; filename=/);
    expect(headers["cache-control"]).toBe("private, no-store");
    expect(body.account).toMatchObject({
      id: account.id,
      name: account.name,
      email: account.email,
    });
    expect(body.sessions).toMatchObject([{ current: true, userAgent: null }]);
    expect(body.knownBrowsers).toHaveLength(1);
    expect(body.mailedLinks).toEqual([]);
    expect(body.linkedAccounts).toEqual([]);
    expect(Date.parse(body.passwordSetAt)).toBeGreaterThan(0);
    expect(body.events.map(({ type }: { type: string }) => type)).toContain("authn_login_success");
    expect(text).not.toMatch(/hash|secret|\$2b\$/i);
  });

  test("is answered 429 after twenty an hour", async () => {
    const counted = { limit: limits.exportByAccount, subject: account.id };
    await spendTries(counted, limits.exportByAccount.points);
    const refused = await (await signedInClient(account)).get("/api/me/export");
    expectProblem(refused, 429, "too_many_requests");
    expectRetryAfter(refused);
  });

  test("is recorded in the trail", async () => {
    const client = await signedInClient(account);
    const { body } = await client.get("/api/me/export").expect(200);
    expect(body.events.at(-1)).toMatchObject({ type: "sensitive_read", detail: "account" });
  });

  test("does not say from where an administrator acted", async () => {
    const admin = await createAccount({ role: "admin" });
    const address = "203.0.113.77";
    const theirs = await signedInClient(admin);
    await theirs
      .post(`/api/admin/users/${account.id}/password-reset`)
      .set("X-Forwarded-For", address)
      .send({})
      .expect(204);
    await setPassword(account.id, await hashPassword(account.password));
    const client = await signedInClient(account);
    const { body, text } = await client.get("/api/me/export").expect(200);
    expect(body.events).toContainEqual(
      expect.objectContaining({
        type: "user_updated",
        detail: "password_removed",
        byAdministrator: true,
        ipAddress: null,
        userAgent: null,
        requestId: null,
      }),
    );
    expect(text).not.toContain(address);
    expect(text).not.toContain(admin.id);
  });

  test("requires a session with recent authentication [V7.5.3]", async () => {
    expectProblem(await newClient().get("/api/me/export"), 401, "unauthenticated");
    const client = await signedInClient(account);
    await stale();
    expectProblem(await client.get("/api/me/export"), 403, "reauthentication_required");
  });
});
