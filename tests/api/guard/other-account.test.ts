import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { apiCalls } from "@/tests/support/app/protected-routes";
import { trailOf } from "@/tests/support/database/events";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { Cast } from "@/tests/support/people/actors";
import { apiPermissions } from "@/tests/support/people/permissions";
import type { Line } from "@/tests/support/people/rows";
import type { ApiClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

/* A page that was opened by one account never acts on another one that signed in since. */

let cast: Cast;
let before: Account;
/** An administrator who has just signed in: nothing but the account stands in the way. */
let now: Account;
let client: ApiClient;

beforeAll(async () => {
  cast = await Cast.meet(app.url);
  before = await createAccount({ role: "admin" });
  now = await createAccount({ role: "admin", name: "Grace Hopper" });
  client = await signedInClient(now);
});

afterAll(expectQuietLog);

/** Everything the refused calls could have changed. */
const state = async () => [await cast.state(), await stateOf(now), await stateOf(before)];
const stateOf = ({ id }: Account) =>
  db.user.findUnique({
    where: { id },
    include: { password: true, sessions: { omit: { lastSeenAt: true } } },
  });

const calls = apiCalls((_method, access) => access !== "public" && access !== "anonymous");
const lineOf = ({ route, method }: (typeof calls)[number]): Line => {
  const line = apiPermissions[route]?.[method];
  if (!line) throw new Error(`no line for ${method} ${route}`);
  return line;
};

describe.each(calls)("$method $route for another account", (call) => {
  const { method, form } = call;

  test("is refused as JSON, and changes nothing", async () => {
    const line = lineOf(call);
    const path = await cast.addressOf(call.route, line);
    const untouched = await state();
    const verb = method.toLowerCase() as "get" | "post" | "patch" | "delete";
    const asked = client[verb](path).set("For-Account", before.id);
    const answer = await (method === "GET" ? asked : asked.send({ ...line.body }));
    expectProblem(answer, 409, "other_account");
    expect(answer.body.detail).toContain("Grace Hopper");
    expect(await state()).toEqual(untouched);
  });

  if (!form) return;
  test("is refused as a form, and leads to a page that says who is signed in", async () => {
    const line = lineOf(call);
    const path = await cast.addressOf(call.route, line);
    const untouched = await state();
    const fields = { _method: method, _account: before.id, confirm: before.email, ...line.body };
    const answer = await client.post(path).type("form").send(fields).expect(303);
    expect(answer.get("Location")).toBe("/other-account");
    expect(await state()).toEqual(untouched);
    const { text } = await client.get("/other-account").expect(200);
    expect(text).toContain(now.email);
    expect(text).not.toContain(before.email);
  });
});

test("a sign-out is refused, and the session stays", async () => {
  const token = { csrfToken: await tokenOf(client) };
  const form = { ...token, _account: before.id };
  const answer = await client.post("/api/auth/signout").type("form").send(form).expect(303);
  expect(answer.get("Location")).toBe("/other-account");
  await client.get("/api/me").expect(200);
});

test("switching the language is refused: the account would keep it", async () => {
  const form = { language: "de", page: "/settings", _account: before.id };
  const answer = await client.post("/api/language").type("form").send(form).expect(303);
  expect(answer.get("Location")).toBe("/other-account");
  expect((await stateOf(now))?.language).toBeNull();
});

test("it is not recorded as a denial", async () => {
  expect((await trailOf(now.id)).map(({ type }) => type)).toEqual(["authn_login_success"]);
});

test("a form that names the account twice is refused", async () => {
  const twice = `_method=PATCH&_account=${now.id}&_account=${before.id}&name=Mallory`;
  const answer = await client.post("/api/me").type("form").send(twice).expect(303);
  expect(answer.get("Location")).toBe("/other-account");
});

test("one's own page acts, and so does a client that names no account", async () => {
  const account = await createAccount();
  const own = await signedInClient(account);
  const form = { _method: "PATCH", _account: account.id, name: "Countess" };
  const saved = await own.post("/api/me").type("form").send(form).expect(303);
  expect(saved.get("Location")).toBe("/settings");
  await own.patch("/api/me").set("For-Account", account.id).send({ name: "Duchess" }).expect(200);
  const { body } = await own.patch("/api/me").send({ name: "Baroness" }).expect(200);
  expect(body.user.name).toBe("Baroness");
});

test("a visitor without a session is asked to sign in", async () => {
  const account = await createAccount();
  const own = await signedInClient(account);
  await db.session.deleteMany({ where: { userId: account.id } });
  const form = { _method: "PATCH", _account: account.id, name: "Countess" };
  const answer = await own.post("/api/me").type("form").send(form).expect(303);
  expect(answer.get("Location")).toBe("/signin?callbackUrl=%2Fsettings");
});

/** The token that every page of somebody signed in carries. */
async function tokenOf(signedIn: ApiClient): Promise<string> {
  const { text } = await signedIn.get("/settings").expect(200);
  return /name="csrfToken" value="([^"]+)"/.exec(text)?.[1] ?? "";
}
