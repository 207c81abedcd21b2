import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { eventNames, trailOf } from "@/tests/support/database/events";
import { spendTries } from "@/tests/support/database/throttles";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/* What somebody signed in was refused is in the audit trail, with who it was. */

let account: Account;
let client: ApiClient;

beforeEach(async () => {
  account = await createAccount();
  client = await signedInClient(account);
});

afterAll(expectQuietLog);

const refusals = async () =>
  (await trailOf(account.id)).filter(({ type }) => type === "authz_fail");

test("a call to an administrators' API route is recorded", async () => {
  const refused = await client.get("/api/admin/users").set("User-Agent", "curl/8");
  expectProblem(refused, 403, "forbidden");
  expect(await refusals()).toMatchObject([
    {
      detail: null,
      actorId: account.id,
      ipAddress: expect.stringMatching(/^2001:db8:/),
      userAgent: "curl/8",
      requestId: refused.headers["x-request-id"],
    },
  ]);
  const { body } = await client.get("/api/me/events").expect(200);
  expect(body.events[0]).toMatchObject({ type: "authz_fail", label: english("events.authz_fail") });
});

test("so is an attempt to change what only administrators may", async () => {
  const path = `/api/admin/users/${account.id}`;
  expectProblem(await client.patch(path).send({ role: "admin" }), 403, "forbidden");
  expectProblem(await client.post(`${path}/password-reset`).send({}), 403, "forbidden");
  expect(await refusals()).toHaveLength(2);
});

test("so is a page refused by its guard", async () => {
  const admin = await createAccount({ role: "admin" });
  const { client: demoted } = await signInKeeping(admin);
  await db.user.update({ where: { id: admin.id }, data: { role: "user" } });
  await demoted.get("/admin").expect(403);
  expect(await eventNames(admin.id)).toEqual(["authn_login_success", "authz_fail"]);
});

describe("ending a session", () => {
  test("of somebody else is recorded as the caller's event, not the owner's", async () => {
    const owner = await createAccount();
    const { body } = await (await signedInClient(owner)).get("/api/me");
    const path = `/api/me/sessions/${body.session.id}`;
    expectProblem(await client.delete(path), 404, "not_found");
    await client.post(path).type("form").send({ _method: "DELETE" }).expect(303);
    expect(await refusals()).toHaveLength(2);
    expect(await eventNames(owner.id)).toEqual(["authn_login_success"]);
  });

  test.each([randomUUID(), "x", "%00"])("a missing one (%s) is not recorded", async (id) => {
    expectProblem(await client.delete(`/api/me/sessions/${id}`), 404, "not_found");
    expect(await refusals()).toEqual([]);
  });
});

test("a visitor without a session is refused without an event", async () => {
  const nobody = { subjectId: null, type: "authz_fail" };
  expectProblem(await newClient().get("/api/admin/users"), 401, "unauthenticated");
  expect(await db.securityEvent.count({ where: nobody })).toBe(0);
});

test("sixty an hour are recorded; the answer stays the same", async () => {
  const { refusalByAccount: limit } = limits;
  await spendTries({ limit, subject: account.id }, limit.points - 1);
  for (let n = 0; n < 4; n++) {
    expectProblem(await client.get("/api/admin/users"), 403, "forbidden");
  }
  expect(await refusals()).toHaveLength(1);
});
