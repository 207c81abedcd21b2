import { DAY_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { eventNames, trailOf } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { spendTries } from "@/tests/support/database/throttles";
import { mailTo, passQueue, waitForSubject } from "@/tests/support/mail/mail";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { createTokenOf } from "@/tests/support/people/api-tokens";
import { newLink } from "@/tests/support/people/links";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

const PATH = "/api/me/tokens";
const PAGE = "/settings/tokens";
const A_TOKEN = /lk_pat_[0-9A-Za-z]{49}/g;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let account: Account;
let client: ApiClient;

beforeEach(async () => {
  account = await createAccount();
  client = await signedInClient(account);
});

afterAll(expectQuietLog);

const wanted = { name: "laptop", scopes: ["profile:read"] };
const make = (fields: object = wanted) => client.post(PATH).send(fields);
const tokensOf = ({ id: userId }: Account) => db.apiToken.findMany({ where: { userId } });

describe("POST /api/me/tokens", () => {
  test("creates a token for 90 days, shown in this answer only [V14.2.6]", async () => {
    const { body } = await make().expect(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      token: expect.stringMatching(A_TOKEN),
      name: "laptop",
      lastFour: body.token.slice(-4),
      scopes: ["profile:read"],
      createdAt: expect.stringMatching(ISO),
      expiresAt: expect.stringMatching(ISO),
      expired: false,
      lastUsedAt: null,
    });
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(90 * DAY_MS);
    const listed = await client.get(PATH).expect(200);
    const { token, ...view } = body;
    expect(listed.body).toEqual({ tokens: [view] });
    expect(listed.text).not.toContain(token);
  });

  test("notifies the owner, and is recorded with the token's id [V6.3.7 V16.3.1]", async () => {
    const { body } = await make().expect(201);
    const trail = await trailOf(account.id);
    expect(trail.at(-1)).toMatchObject({
      type: "authn_token_created",
      detail: "api_token",
      tokenId: body.id,
      actorId: account.id,
    });
    const mail = await waitForSubject(
      app.dataDir,
      account.email,
      english("apiTokenCreatedMail.subject"),
    );
    expect(mail.text).toContain("“laptop”");
    expect(mail.text).toContain(body.lastFour);
    expect(mail.text).not.toContain(body.token);
  });

  test.each([1, 366])("accepts %s days", async (expiresInDays) => {
    const { body } = await make({ ...wanted, expiresInDays }).expect(201);
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(expiresInDays * DAY_MS);
  });

  test.each([
    ["expiresInDays", { expiresInDays: 367 }],
    ["expiresInDays", { expiresInDays: 0 }],
    ["expiresInDays", { expiresInDays: 1.5 }],
    ["expiresInDays", { expiresInDays: null }],
    ["expiresInDays", { expiresInDays: "never" }],
    ["name", { name: " " }],
    ["name", { name: "x".repeat(81) }],
    ["scopes", { scopes: [] }],
    ["scopes", { scopes: ["everything"] }],
    ["scopes", { scopes: undefined }],
    ["scopes", { scopes: ["users:read"] }],
  ])("refuses a wrong %s: %j [V2.2.1]", async (field, given) => {
    expectInvalid(await make({ ...wanted, ...given }), [field]);
    expect(await tokensOf(account)).toEqual([]);
  });

  test("gives an administrator what the role allows, checked again on each call", async () => {
    client = await signedInClient(await createAccount({ role: "admin" }));
    await make({ ...wanted, scopes: ["users:read", "trail:read"] }).expect(201);
  });

  test("requires a recent proof [V7.5.1 V7.5.3]", async () => {
    await moveSessions(account.id, { authenticatedAt: new Date(Date.now() - 11 * 60_000) });
    expectProblem(await make(), 403, "reauthentication_required");
    expect(await tokensOf(account)).toEqual([]);
  });

  test("refuses one more than the maximum", async () => {
    for (let n = 0; n < 50; n++) await createTokenOf(account);
    expectProblem(await make(), 409, "too_many_tokens");
  });

  test("is limited", async () => {
    await spendTries({ limit: limits.apiTokenByAccount, subject: account.id }, 60);
    const answer = await make();
    expectProblem(answer, 429, "too_many_requests");
    expectRetryAfter(answer);
  });
});

describe("DELETE /api/me/tokens/[id]", () => {
  test("revokes it, and is recorded with its id", async () => {
    const { body } = await make().expect(201);
    await client.delete(`${PATH}/${body.id}`).expect(204);
    expect(await tokensOf(account)).toEqual([]);
    expect((await trailOf(account.id)).at(-1)).toMatchObject({
      type: "authn_token_revoked",
      detail: "api_token",
      tokenId: body.id,
    });
  });

  test("works long after the sign-in, without a recent proof", async () => {
    const { id } = await createTokenOf(account);
    await moveSessions(account.id, { authenticatedAt: new Date(Date.now() - 11 * 60_000) });
    await client.delete(`${PATH}/${id}`).expect(204);
  });

  test("finds no unknown token, and nobody else's", async () => {
    expectProblem(await client.delete(`${PATH}/${account.id}`), 404, "not_found");
    expectProblem(await client.delete(`${PATH}/x`), 404, "not_found");
  });
});

describe("the forms of /settings/tokens", () => {
  const post = (path: string, fields: object) =>
    client.post(path).type("form").send(fields).expect(303);

  test("create a token, show it once, and revoke it", async () => {
    const fields = { name: "My <script>", scopes: ["profile:read", "events:read"] };
    await post(PATH, { ...fields, expiresInDays: "30" });
    const shown = await client.get(PAGE).expect(200);
    const [token = ""] = shown.text.match(A_TOKEN) ?? [];
    expect(token).not.toBe("");
    expect(shown.headers["cache-control"]).toContain("no-store");
    const again = await client.get(PAGE).expect(200);
    expect(again.text.match(A_TOKEN)).toBeNull();
    expect(again.text).toContain(token.slice(-4));
    const [row] = await tokensOf(account);
    expect(row).toMatchObject({ name: "My <script>", scopes: "profile:read events:read" });
    await post(`${PATH}/${row?.id}`, { _method: "DELETE" });
    expect((await client.get(PAGE)).text).toContain(englishInPage("notices.tokenRevoked"));
    expect(await tokensOf(account)).toEqual([]);
  });

  test("accept a single ticked box", async () => {
    await post(PATH, { name: "one", scopes: "profile:read", expiresInDays: "7" });
    expect(await tokensOf(account)).toMatchObject([{ scopes: "profile:read" }]);
  });

  test("bring back what was typed and ticked, with a message beside what is wrong", async () => {
    await post(PATH, { name: "", scopes: ["profile:read", "events:read"], expiresInDays: "30" });
    const { text } = await client.get(PAGE).expect(200);
    expect(text).toContain(englishInPage("fields.tokenNameMissing"));
    const ticked = text.match(/<input[^>]*name="scopes"[^>]*checked[^>]*>/g) ?? [];
    expect(ticked.map((tag) => /value="([^"]+)"/.exec(tag)?.[1])).toEqual([
      "profile:read",
      "events:read",
    ]);
    expect(text).toMatch(/<option[^>]*value="30"[^>]*selected/);
  });

  test("are kept while the owner authenticates again", async () => {
    await moveSessions(account.id, { authenticatedAt: new Date(Date.now() - 11 * 60_000) });
    const fields = { _account: account.id, name: "kept", scopes: ["profile:read", "events:read"] };
    const { headers } = await post(PATH, fields);
    expect(headers.location).toMatch(/^\/reauthenticate\?/);
    await client.post("/api/me/reauthenticate").send({ password: account.password }).expect(200);
    const { text } = await client.get(PAGE).expect(200);
    expect(text).toContain('value="kept"');
    expect(text.match(/name="scopes"[^>]*checked/g)).toHaveLength(2);
    expect(await tokensOf(account)).toEqual([]);
  });

  test("say why a token could not be revoked", async () => {
    await post(`${PATH}/${account.id}`, { _method: "DELETE" });
    expect((await client.get(PAGE)).text).toContain(englishInPage("details.noSuchToken"));
  });
});

describe("tokens are revoked by [V7.4.3 V7.4.5]:", () => {
  const ended = async () => {
    expect(await tokensOf(account)).toEqual([]);
    expect(await eventNames(account.id)).toContain("authn_token_revoked:api_token");
  };

  beforeEach(() => createTokenOf(account));

  test("a new password by a mailed link", async () => {
    await newClient().post("/api/account/forgot-password").send({ email: account.email });
    const subject = english("resetPasswordMail.subject");
    const { text = "" } = await waitForSubject(app.dataDir, account.email, subject);
    const token = /token=([\w-]+)/.exec(text)?.[1];
    const password = "seven quiet lanterns";
    await newClient().post("/api/account/reset-password").send({ token, password }).expect(200);
    await ended();
  });

  test("a new password, if the owner asks for it", async () => {
    const fields = { currentPassword: account.password, newPassword: "seven quiet lanterns" };
    await client.post("/api/me/password").send(fields).expect(200);
    expect(await tokensOf(account)).toHaveLength(1);
    const again = { currentPassword: "seven quiet lanterns", newPassword: "eight quiet lanterns" };
    await client
      .post("/api/me/password")
      .send({ ...again, revokeTokens: true })
      .expect(200);
    await ended();
  });

  test("a new password, with the box ticked that its page shows where there are tokens", async () => {
    const tick = 'name="revokeTokens"';
    expect((await client.get("/settings/password")).text).toContain(tick);
    const fields = { currentPassword: account.password, newPassword: "seven quiet lanterns" };
    const sent = { ...fields, revokeTokens: "on" };
    await client.post("/api/me/password").type("form").send(sent).expect(303);
    await ended();
    expect((await client.get("/settings/password")).text).not.toContain(tick);
  });

  test("a disabled account, and one whose password an administrator removes", async () => {
    const admin = await signedInClient(await createAccount({ role: "admin" }));
    const user = `/api/admin/users/${account.id}`;
    expect((await admin.get(user)).body.apiTokens).toBe(1);
    await admin.post(`${user}/password-reset`).expect(204);
    await ended();
    await createTokenOf(account);
    await admin.patch(user).send({ disabled: true }).expect(200);
    await ended();
  });

  test("an administrator, who sees how many there are", async () => {
    const admin = await signedInClient(await createAccount({ role: "admin" }));
    const page = `/admin/users/${account.id}`;
    expect((await admin.get(page)).text).toContain(englishInPage("accountActions.revokeTokens"));
    expect((await admin.get(`${page}/revoke-tokens`).expect(200)).text).toContain(
      englishInPage("userActs.follows-revoke-tokens"),
    );
    await admin.delete(`/api${page}/tokens`).expect(204);
    await ended();
    expect((await admin.get(`/api${page}`)).body.apiTokens).toBe(0);
    expectProblem(
      await admin.delete(`/api/admin/users/${crypto.randomUUID()}/tokens`),
      404,
      "not_found",
    );
  });

  test("an undone change of address", async () => {
    const token = await newLink("undo-email", account, account.email);
    await newClient().post("/api/account/email/undo").send({ token }).expect(200);
    await ended();
  });

  test("a deleted account", async () => {
    await client.delete("/api/me").send({}).expect(204);
    expect(await tokensOf(account)).toEqual([]);
  });
});

test("the download lists the tokens, without secrets [V14.2.6]", async () => {
  const { token, id } = await createTokenOf(account);
  const { text } = await client.get("/api/me/export").expect(200);
  expect(JSON.parse(text).apiTokens).toMatchObject([{ id, lastFour: token.slice(-4) }]);
  expect(text).not.toContain(token);
  expect(text).not.toMatch(/secretHash/);
});

test("no other mail was sent to the owner", async () => {
  await passQueue(app.dataDir);
  expect(await mailTo(app.dataDir, account.email)).toEqual([]);
});
