import type { JWT } from "next-auth/jwt";
import { db } from "@/lib/platform/db/client";
import { attack } from "@/tests/support/attack/attack-request";
import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import { asSession, claimsOf, sealed } from "@/tests/support/attack/forged-token";
import { createAccount } from "@/tests/support/people/accounts";
import { clearsSession, signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

/* Tokens sealed with our own key: only the row they point at can tell that they are worth nothing. */

let claims: JWT;
let otherClaims: JWT;

beforeAll(async () => {
  claims = await claimsOf((await signInKeeping(await createAccount())).cookie);
  otherClaims = await claimsOf((await signInKeeping(await createAccount())).cookie);
});

afterAll(expectQuietLog);

async function expectRefused(token: object): Promise<void> {
  for (const answer of await expectNobody(asSession(await sealed(token)))) {
    expect(clearsSession(answer)).toBe(true);
  }
}

test.each<[string, () => object]>([
  ["names an unknown session", () => ({ sid: "unknown" })],
  ["names no session", () => ({ sid: undefined })],
  ["has a null for its session", () => ({ sid: null })],
  ["has a number for its session", () => ({ sid: 0 })],
  ["has an operator of a query for its session", () => ({ sid: { not: "" } })],
  ["has a list for its session", () => ({ sid: [] })],
  ["has SQL for its session", () => ({ sid: "' OR 1=1 --" })],
  ["has a NUL for its session", () => ({ sid: "\u0000" })],
  ["names nobody", () => ({ sub: undefined })],
  ["names a user that does not exist", () => ({ sub: "somebody" })],
  ["names another user, with a live session", () => ({ sub: otherClaims.sub })],
  ["names another user's session", () => ({ sid: otherClaims.sid })],
])("4 a token that %s signs nobody in [V9.2.3]", async (_, change) => {
  await expectRefused({ ...claims, ...change() });
});

test("4 the public id of a session is not its secret [V9.2.3]", async () => {
  const { id, secretHash } = await db.session.findFirstOrThrow({ where: { userId: claims.sub } });
  await expectRefused({ ...claims, sid: id });
  await expectRefused({ ...claims, sid: secretHash });
});

test("4 a token whose row is gone signs nobody in [V9.2.3]", async () => {
  const gone = await claimsOf((await signInKeeping(await createAccount())).cookie);
  await db.session.deleteMany({ where: { userId: gone.sub } });
  await expectRefused(gone);
});

test("4 a token whose user is gone signs nobody in [V9.2.3]", async () => {
  const gone = await claimsOf((await signInKeeping(await createAccount())).cookie);
  await db.user.delete({ where: { id: gone.sub } });
  await expectRefused(gone);
});

test("14 a role written into the token is ignored [V7.2.1 V8.3.1 V8.3.2]", async () => {
  const headers = asSession(await sealed({ ...claims, role: "admin" }));
  expectProblem(await attack({ path: "/api/admin/users", headers }), 403, "forbidden");
  const page = await attack({ path: "/admin", headers });
  expect(page.status).toBe(403);
  expect(JSON.parse((await attack({ path: "/api/me", headers })).text).user.role).toBe("user");
});

test("17 data sent with update() changes neither user nor role [V7.2.1]", async () => {
  const account = await createAccount();
  const { client } = await signInKeeping(account);
  const { csrfToken } = (await client.get("/api/auth/csrf")).body;
  const before = (await client.get("/api/me")).text;
  for (const token of [{}, { csrfToken: "0".repeat(64) }, { csrfToken }]) {
    const { body } = await client
      .post("/api/auth/session")
      .send({
        ...token,
        data: { role: "admin", user: { role: "admin", name: "Eve" }, sub: "x", sid: "x" },
      })
      .expect(200);
    expect(body.user).toMatchObject({ role: "user", name: account.name, id: account.id });
    expect((await client.get("/api/me")).text).toBe(before);
    await client.get("/api/admin/users").expect(403);
  }
});
