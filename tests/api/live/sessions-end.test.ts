import { SECOND_MS } from "@/lib/platform/core/time";
import { withSibling } from "@/tests/support/app/second-server";
import { moveSessions } from "@/tests/support/database/session-rows";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { until } from "@/tests/support/process/until";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionCookie, signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { closeLive, type LiveStream, openLive } from "@/tests/support/requests/live";

/* However a session ends, its open pages are told. */

let account: Account;
/** Another browser of the owner. */
let other: ApiClient;
let cookie: string;
let client: ApiClient;
let stream: LiveStream;

beforeEach(async () => {
  account = await createAccount();
  other = await signedInClient(account);
  ({ client, cookie } = await signInKeeping(account));
  stream = await openLive(cookie);
});

afterEach(closeLive);
afterAll(expectQuietLog);

async function ownId(): Promise<string> {
  const { body } = await client.get("/api/me").expect(200);
  return body.session.id;
}

async function expectEnded(reason = "ended"): Promise<void> {
  expect(await stream.event("session-ended")).toEqual({
    name: "session-ended",
    data: { reason },
  });
  await until("the stream's end", stream.ended);
  expectProblem(
    await newClient().get("/api/me/live").set("Cookie", cookie),
    401,
    "unauthenticated",
  );
}

describe("a session that is ended by", () => {
  test("its owner in another browser", async () => {
    await other.delete(`/api/me/sessions/${await ownId()}`).expect(204);
    await expectEnded();
  });

  test("its owner, with all others", async () => {
    await other.delete("/api/me/sessions").expect(200);
    await expectEnded();
  });

  test("its owner, signing out in another tab", async () => {
    const { body } = await client.get("/api/auth/csrf");
    await client.post("/api/auth/signout").type("form").send({ csrfToken: body.csrfToken });
    await expectEnded();
  });

  test("a new password", async () => {
    const { password: currentPassword } = account;
    const newPassword = "eight lemons on the wall";
    await other.post("/api/me/password").send({ currentPassword, newPassword }).expect(200);
    await expectEnded();
  });

  test("a password reset", async () => {
    const token = await newLink("reset-password", account);
    const sent = { token, password: "nine lemons on the wall" };
    await newClient().post("/api/account/reset-password").send(sent).expect(200);
    await expectEnded();
  });

  test("the end of the account", async () => {
    await other.delete("/api/me").send({ confirm: account.email }).expect(204);
    await expectEnded();
  });

  test.each([
    ["who disables the account", (id: string) => ["patch", `/api/admin/users/${id}`] as const],
    ["who ends them all", (id: string) => ["delete", `/api/admin/users/${id}/sessions`] as const],
  ])("an administrator %s", async (_who, how) => {
    const admin = await signedInClient(await createAccount({ role: "admin" }));
    const [verb, path] = how(account.id);
    const { status } = await admin[verb](path).send(verb === "patch" ? { disabled: true } : {});
    expect(status).toBeLessThan(300);
    await expectEnded();
  });
});

test("an impersonated session ends with the administrator's own", async () => {
  const administrator = await createAccount({ role: "admin" });
  const elsewhere = await signedInClient(administrator);
  const admin = await signedInClient(administrator);
  const begun = await admin
    .post(`/api/admin/users/${account.id}/impersonation`)
    .send({ reason: "their question of Tuesday" })
    .expect(200);
  cookie = sessionCookie(begun);
  stream = await openLive(cookie);
  await elsewhere.delete("/api/me/sessions").expect(200);
  await expectEnded();
});

test("the page of an idle session is told when the session expires", async () => {
  stream.close();
  await moveSessions(account.id, { expiresAt: new Date(Date.now() + 5 * SECOND_MS) });
  stream = await openLive(cookie);
  expect(stream.status).toBe(200);
  await expectEnded("expired");
});

test("the page of the account's other session stays, and learns of the change", async () => {
  await client.delete("/api/me/sessions").expect(200);
  await stream.event("changed");
  expect(stream.events().map(({ name }) => name)).not.toContain("session-ended");
  expect(stream.ended()).toBe(false);
});

describe("of two processes,", () => {
  const sibling = withSibling();

  test("one notifies its pages of sessions that the other ends", async () => {
    stream = await openLive(cookie, { url: sibling.url });
    expect(stream.status).toBe(200);
    await other.delete(`/api/me/sessions/${await ownId()}`).expect(204);
    await expectEnded();
  });

  test("one notifies its pages of changes that the other makes", async () => {
    stream = await openLive(cookie, { url: sibling.url });
    await signedInClient(account);
    await stream.event("changed");
    expect(stream.ended()).toBe(false);
  });
});
