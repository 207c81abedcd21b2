import { newApiToken } from "@/lib/features/api-tokens/format";
import { SCOPES, type Scope } from "@/lib/features/api-tokens/scopes";
import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { apiFiles, apiMethods, routeOf } from "@/scripts/docs/routes";
import { withSibling } from "@/tests/support/app/second-server";
import { trailOf } from "@/tests/support/database/events";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { createTokenOf, programWith } from "@/tests/support/people/api-tokens";
import { createOrganisation, join, type Organisation } from "@/tests/support/people/organisations";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import {
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";

let account: Account;
let admin: Account;
/** The account owns it. */
let organisation: Organisation;

beforeAll(async () => {
  account = await createAccount();
  admin = await createAccount({ role: "admin" });
  organisation = await createOrganisation({ owner: account });
});

afterAll(expectQuietLog);

/** Every method of the API that somebody signed in may call, with the scope that opens it. */
const calls = apiFiles().flatMap((file) =>
  Object.entries(apiMethods(file) ?? {})
    .filter(([, { access, response }]) => response && access !== "public" && access !== "anonymous")
    .map(([name, { token, access }]) => ({ name, route: routeOf(file), token, access })),
);
const open = calls.filter(({ token }) => token);
const closed = calls.filter(({ token }) => !token);

const send = async (
  token: string,
  { name, route }: { name: string; route: string },
  url?: string,
) => {
  const path = route.replace("[slug]", organisation.slug).replace(/\[\w+\]/g, account.id);
  const verb = name.toLowerCase() as "get" | "post" | "patch" | "delete";
  const call = programWith(token, url)[verb](path).unset("Origin");
  return name === "GET" ? call : call.send({ name: "Countess" });
};

const challengeOf = ({ headers }: { headers: Record<string, string> }) =>
  headers["www-authenticate"];

describe("a token calls what its scope opens, without a cookie and an origin:", () => {
  test.each(open)("$name $route by $token [V8.2.1]", async (call) => {
    const ownsIt = call.route.startsWith("/api/organisations");
    const caller = ownsIt || typeof call.access !== "object" ? account : admin;
    const { token } = await createTokenOf(caller, { scopes: [call.token as Scope] });
    const answer = await send(token, call);
    expect(answer.status).toBeLessThan(300);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(answer.headers).not.toHaveProperty("set-cookie");
  });

  test.each(open)("$name $route is refused with every other scope [V8.2.1]", async (call) => {
    const others = SCOPES.filter((scope) => scope !== call.token);
    const { token } = await createTokenOf(admin, { scopes: others });
    const answer = await send(token, call);
    expectProblem(answer, 403, "insufficient_scope");
    expect(challengeOf(answer)).toBe(`Bearer error="insufficient_scope", scope="${call.token}"`);
  });
});

test("without any credential the answer names the scheme where a token may call, and only there", async () => {
  for (const [path, challenge] of [
    ["/api/me", "Bearer"],
    ["/api/organisations", "Bearer"],
    ["/api/me/tokens", undefined],
  ] as const) {
    const answer = await newClient().get(path);
    expectProblem(answer, 401, "unauthenticated");
    expect([path, challengeOf(answer)]).toEqual([path, challenge]);
  }
});

test("each scope has a method", () => {
  expect([...new Set(open.map(({ token }) => token))].sort()).toEqual([...SCOPES].sort());
});

describe("a token is refused where the method names no scope, whatever its own scopes:", () => {
  test.each(closed)("$name $route [V8.2.1]", async (call) => {
    const { token } = await createTokenOf(admin);
    const answer = await send(token, call);
    expectProblem(answer, 403, "insufficient_scope");
    expect(challengeOf(answer)).toBe('Bearer error="insufficient_scope"');
  });
});

describe("GET /api/me by a token", () => {
  test("names the account, and says that there is no session", async () => {
    const { token } = await createTokenOf(account);
    const { body } = await programWith(token).get("/api/me").expect(200);
    expect(body).toMatchObject({ user: { id: account.id, email: account.email }, session: null });
  });

  test("lists sessions, none of them as the current one", async () => {
    const { token } = await createTokenOf(account);
    const { body } = await programWith(token).get("/api/me/sessions").expect(200);
    expect(body.sessions.filter((session: { current: boolean }) => session.current)).toEqual([]);
  });

  test("is answered in the language of the account", async () => {
    const { token } = await createTokenOf(account, { scopes: ["profile:read"] });
    await db.user.update({ where: { id: account.id }, data: { language: "de" } });
    const answer = await programWith(token).get("/api/me/events");
    expect(expectProblem(answer, 403, "insufficient_scope").detail).toContain("API-Token");
    await db.user.update({ where: { id: account.id }, data: { language: null } });
  });
});

describe("a token reads organisations with its owner's rights, checked on each call:", () => {
  const scopes = ["organisations:read"] as const;
  const reads = (slug: string) => [
    `/api/organisations/${slug}`,
    `/api/organisations/${slug}/members`,
    `/api/organisations/${slug}/events`,
  ];

  test("none from outside, and only the owner's in the list [V8.2.2 V8.4.1]", async () => {
    const program = programWith((await createTokenOf(admin, { scopes })).token);
    for (const path of reads(organisation.slug)) {
      const answer = await program.get(path);
      expectProblem(answer, 404, "not_found");
      expect(answer.text).not.toContain(organisation.name);
    }
    const { body } = await program.get("/api/organisations").expect(200);
    expect(body.organisations).toEqual([]);
  });

  test("by the current role, and no longer once the membership has ended [V8.3.2]", async () => {
    const member = await createAccount();
    await join(organisation, member, "admin");
    const program = programWith((await createTokenOf(member, { scopes })).token);
    const [about = "", members = "", events = ""] = reads(organisation.slug);
    for (const path of [about, members, events]) await program.get(path).expect(200);
    const key = { organizationId: organisation.id, userId: member.id };
    const where = { organizationId_userId: key };
    await db.member.update({ where, data: { role: "member" } });
    await program.get(members).expect(200);
    expectProblem(await program.get(events), 403, "forbidden");
    await db.member.delete({ where });
    for (const path of [about, members, events]) {
      expectProblem(await program.get(path), 404, "not_found");
    }
  });
});

test("what a token does is recorded with its id, and so are its refusals [V16.2.1 V16.3.2]", async () => {
  const owner = await createAccount();
  const { id, token } = await createTokenOf(owner, { scopes: ["profile:write"] });
  await programWith(token).patch("/api/me").send({ name: "Countess" }).expect(200);
  await programWith(token).get("/api/me").expect(403);
  const trail = await trailOf(owner.id);
  expect(trail).toMatchObject([
    { type: "user_updated", detail: "name", actorId: owner.id, tokenId: id },
    { type: "authz_fail", actorId: owner.id, tokenId: id },
  ]);
});

test("administrators find what a token did by its id, in the list and the download", async () => {
  const owner = await createAccount();
  const { id, token } = await createTokenOf(owner);
  await programWith(token).patch("/api/me").send({ name: "Countess" }).expect(200);
  const reader = await createTokenOf(admin, { scopes: ["trail:read"] });
  const list = programWith(reader.token).get("/api/admin/events").query({ token: id });
  const { body } = await list.expect(200);
  expect(body.events).toMatchObject([{ type: "user_updated", token: id, by: { id: owner.id } }]);
});

test("the last use is recorded, and a request does not wait for that", async () => {
  const { id, token } = await createTokenOf(account);
  await programWith(token).get("/api/me").expect(200);
  const usedAt = async () => (await db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
  await until("the use is noted", async () => (await usedAt()) !== null);
  const first = await usedAt();
  await programWith(token).get("/api/me").expect(200);
  expect(await usedAt()).toEqual(first);
});

test("the scheme may be in any case, and no other scheme is accepted", async () => {
  const { token } = await createTokenOf(account);
  const get = (value: string) => newClient().get("/api/me").set("Authorization", value);
  await get(`bearer ${token}`).expect(200);
  await get(`BEARER ${token}`).expect(200);
  expectProblem(await get(`Basic ${token}`), 401, "unauthenticated");
  expectProblem(await get(token), 401, "unauthenticated");
});

test("an administrator's token has the role's rights as long as the role lasts [V8.3.2]", async () => {
  const owner = await createAccount({ role: "admin" });
  const program = programWith((await createTokenOf(owner)).token);
  await program.get("/api/admin/users").expect(200);
  await db.user.update({ where: { id: owner.id }, data: { role: "user" } });
  expectProblem(await program.get("/api/admin/users"), 403, "forbidden");
});

test("a revoked token is refused on its next request, by every process [V7.4.1]", async () => {
  const { id, token } = await createTokenOf(account);
  await programWith(token).get("/api/me").expect(200);
  await programWith(token, sibling.url).get("/api/me").expect(200);
  await db.apiToken.delete({ where: { id } });
  for (const url of [undefined, sibling.url]) {
    const answer = await programWith(token, url).get("/api/me");
    expectProblem(answer, 401, "unauthenticated");
    expect(challengeOf(answer)).toBe('Bearer error="invalid_token"');
  }
});

const sibling = withSibling({ API_TOKEN_PER_MINUTE: "3" });

test("a token that calls too often has to wait, and another does not [V2.4.1]", async () => {
  const owner = await createAccount();
  const { token } = await createTokenOf(owner);
  const answers = [];
  for (let n = 0; n < 6; n++) answers.push(await programWith(token, sibling.url).get("/api/me"));
  expect(answers.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200]);
  for (const answer of answers.slice(3)) {
    expectProblem(answer, 429, "too_many_requests");
    expectRetryAfter(answer);
  }
  const trail = await trailOf(owner.id);
  expect(trail.map(({ type }) => type)).toEqual(["excess_rate_limit_exceeded"]);
  const other = await createTokenOf(owner);
  await programWith(other.token, sibling.url).get("/api/me").expect(200);
});

test("unknown tokens are counted by network, and valid ones there keep working [V2.4.1 V6.3.1]", async () => {
  const { token } = await createTokenOf(account);
  const client = newClient();
  const get = (bearer: string) => client.get("/api/me").set("Authorization", `Bearer ${bearer}`);
  for (let n = 0; n < limits.unknownTokenByNetwork.points; n++) {
    expectProblem(await get(newApiToken()), 401, "unauthenticated");
  }
  const answer = await get(newApiToken());
  expectProblem(answer, 429, "too_many_requests");
  expectRetryAfter(answer);
  await get(token).expect(200);
  // What is none by its form is not looked for, and not counted.
  expectProblem(await get(`${newApiToken()}x`), 401, "unauthenticated");
});
