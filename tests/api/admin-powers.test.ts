import { db } from "@/lib/db/client";
import { type Account, createAccount } from "../support/accounts";
import { app } from "../support/app";
import { expectProblem, expectQuietLog, watchedSignIn } from "../support/expectations";
import type { ApiClient } from "../support/http";
import { linksIn, waitForMail } from "../support/mail";

let admin: ApiClient;
let account: Account;

beforeAll(async () => {
  admin = await watchedSignIn(await createAccount({ role: "admin" }));
});

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

test("an administrator ends every session of a user, whose next request is refused", async () => {
  const clients = [await watchedSignIn(account), await watchedSignIn(account)];
  await admin.delete(`/api/admin/users/${account.id}/sessions`).expect(204);
  for (const client of clients) await client.get("/api/me").expect(401);
});

test("an administrator requires a new password, and neither sees nor chooses it", async () => {
  const client = await watchedSignIn(account);
  const { text } = await admin
    .post(`/api/admin/users/${account.id}/password-reset`)
    .send({ password: "chosen by the administrator" })
    .expect(204);
  expect(text).toBe("");
  await client.get("/api/me").expect(401);
  expect(await db.password.count({ where: { userId: account.id } })).toBe(0);
  const links = linksIn(await waitForMail(app.dataDir, account.email));
  expect(links[0]).toMatch(/\/reset-password\?token=[\w-]{43}$/);
});

test("no field but role and disabled is an administrator's to change", async () => {
  const before = await db.user.findUniqueOrThrow({ where: { id: account.id } });
  await admin.patch(`/api/admin/users/${account.id}`).send({
    password: "chosen by the administrator",
    email: "mallory@example.com",
    emailVerified: null,
    id: "mine",
    role: "user",
  });
  expect(await db.user.findUniqueOrThrow({ where: { id: account.id } })).toEqual(before);
  await watchedSignIn(account);
});

test("an act of an administrator wants the password of the last ten minutes", async () => {
  const other = await createAccount({ role: "admin" });
  const client = await watchedSignIn(other);
  await db.session.updateMany({
    where: { userId: other.id },
    data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) },
  });
  const answer = await client.delete(`/api/admin/users/${account.id}/sessions`);
  expectProblem(answer, 403, "reauthentication_required");
});
