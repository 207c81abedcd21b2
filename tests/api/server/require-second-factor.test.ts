import { db } from "@/lib/platform/db/client";
import { withSibling } from "@/tests/support/app/second-server";
import { newAuthenticator } from "@/tests/support/passkeys/authenticator";
import { type Account, createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { apiPermissions, pagePermissions } from "@/tests/support/people/permissions";
import { codeOf } from "@/tests/support/people/second-factor";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { englishInPage } from "@/tests/support/texts";

/* A second process beside the shared one, in which some must have a second factor. */

const PAGE = "/settings/security";
const TOTP = "/api/me/second-factor/totp";

/** What setting one up takes. */
const OPEN_PAGES = ["/other-account", "/reauthenticate", PAGE];
const PASSKEYS = "/api/me/passkeys";
const OPEN_ROUTES = [
  ...["/api/me/reauthenticate", TOTP, "/api/me/second-factor/recovery-codes"],
  ...[PASSKEYS, `${PASSKEYS}/options`],
];

const NOBODY = "01990000-0000-7000-8000-000000000000";
const filled = (route: string) => route.replace("[act]", "disable").replace(/\[\w+\]/g, NOBODY);

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

async function signedIn(url: string, { email, password }: Account): Promise<ApiClient> {
  const client = newClient(url);
  await submitSignIn(client, { email, password });
  return client;
}

async function setUp(client: ApiClient): Promise<void> {
  const { secret } = (await client.post(TOTP).send({}).expect(200)).body;
  await client
    .post(TOTP)
    .send({ code: codeOf(secret) })
    .expect(200);
}

describe("REQUIRE_SECOND_FACTOR=admins", () => {
  const server = withSibling({ REQUIRE_SECOND_FACTOR: "admins" });
  let admin: ApiClient;
  let account: Account;

  beforeEach(async () => {
    account = await createAccount({ role: "admin" });
    admin = await signedIn(server.url, account);
  });

  test("a form that was open before is filled in again afterwards", async () => {
    const fields = { _method: "PATCH", _account: account.id, name: "Countess" };
    const sent = await admin.post("/api/me").type("form").send(fields).expect(303);
    expect(sent.headers.location).toBe(PAGE);
    expect((await admin.get(PAGE).expect(200)).text).toContain(englishInPage("interrupted.factor"));
    await setUp(admin);
    const { text } = await admin.get("/settings").expect(200);
    expect(text).toContain('value="Countess"');
    expect(text).toContain(englishInPage("interrupted.afterFactor"));
    expect((await admin.get("/api/me").expect(200)).body.user.name).toBe(account.name);
  });

  test("62 an administrator without one reaches only the pages that set one up [V8.4.2]", async () => {
    for (const [route, row] of Object.entries(pagePermissions)) {
      if (row.anonymous !== "unauthenticated") continue;
      const answer = await admin.get(filled(route)).redirects(0);
      const open = OPEN_PAGES.includes(route);
      expect([route, answer.status, answer.headers.location]).toEqual(
        open ? [route, 200, undefined] : [route, 307, PAGE],
      );
    }
    const { text } = await admin.get(PAGE).expect(200);
    expect(text).toContain(englishInPage("settingsSecurity.required"));
  });

  test("62 and no other method of the API [V8.4.2]", async () => {
    let refused = 0;
    for (const [route, methods] of Object.entries(apiPermissions)) {
      for (const [method, row] of Object.entries(methods)) {
        if (row.anonymous !== "unauthenticated" || OPEN_ROUTES.includes(route)) continue;
        const verb = method.toLowerCase() as "get" | "post" | "patch" | "delete";
        const path = filled(route);
        const answer = await (verb === "get" ? admin.get(path) : admin[verb](path).send({}));
        expectProblem(answer, 403, "second_factor_required");
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(20);
  });

  test("reaches everything after setting one up, and cannot turn it off [V6.3.3]", async () => {
    await setUp(admin);
    await admin.get("/admin").expect(200);
    await admin.get("/api/admin/users").expect(200);
    expectProblem(await admin.delete(TOTP), 403, "second_factor_required");
    expect(await db.totp.count({ where: { userId: account.id } })).toBe(1);
    const { text } = await admin.get(PAGE).expect(200);
    expect(text).not.toContain('value="DELETE"');
  });

  test("62 a passkey counts as one, and the last one stays [V6.3.3]", async () => {
    const options = (await admin.post(`${PASSKEYS}/options`).send({}).expect(200)).body;
    const credential = newAuthenticator(server.url).create(options);
    const added = await admin.post(PASSKEYS).send({ name: "Laptop", credential }).expect(201);
    await admin.get("/api/admin/users").expect(200);
    const removed = admin.delete(`${PASSKEYS}/${added.body.passkey.id}`);
    expectProblem(await removed, 403, "second_factor_required");
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(1);
  });

  test("a new administrator is asked for one on the next request", async () => {
    const person = await createAccount();
    const client = await signedIn(server.url, person);
    await client.get("/api/me").expect(200);
    await db.user.update({ where: { id: person.id }, data: { role: "admin" } });
    expectProblem(await client.get("/api/me"), 403, "second_factor_required");
  });

  test("users are not asked for one", async () => {
    const client = await signedIn(server.url, await createAccount());
    await client.get("/dashboard").expect(200);
    await setUp(client);
    await client.delete(TOTP).expect(204);
  });

  test("signing out works without one", async () => {
    const { text } = await admin.get(PAGE).expect(200);
    const [, csrfToken = ""] = /name="csrfToken" value="([^"]+)"/.exec(text) ?? [];
    await admin.post("/api/auth/signout").type("form").send({ csrfToken }).expect(303);
    await admin.get("/api/me").expect(401);
  });
});

describe("REQUIRE_SECOND_FACTOR=everyone", () => {
  const server = withSibling({ REQUIRE_SECOND_FACTOR: "everyone" });

  test("requires users to set one up, too [V6.3.3]", async () => {
    const client = await signedIn(server.url, await createAccount());
    const { headers } = await client.get("/dashboard").redirects(0).expect(307);
    expect(headers.location).toBe(PAGE);
    expectProblem(await client.get("/api/me"), 403, "second_factor_required");
    await setUp(client);
    await client.get("/dashboard").expect(200);
  });
});

test("by default nobody has to, and the administrators' page says so", async () => {
  const client = newClient();
  const { email, password } = await createAccount({ role: "admin" });
  await submitSignIn(client, { email, password });
  const { text } = await client.get("/admin").expect(200);
  expect(text).toContain(englishInPage("admin.factorNotRequired"));
});
