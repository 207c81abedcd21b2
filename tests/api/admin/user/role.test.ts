import { db } from "@/lib/platform/db/client";
import { actsOn } from "@/tests/support/admin/acts";
import { adminOn } from "@/tests/support/admin/scene";
import { app } from "@/tests/support/app/app";
import { waitForMail } from "@/tests/support/mail/mail";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";

const NEW_PASSWORD = "seven quiet lanterns";

let administrator: Account;
let admin: ApiClient;
let account: Account;
let resource: string;

beforeEach(async () => {
  ({ administrator, admin, account, resource } = await adminOn());
});

afterAll(expectQuietLog);

const byAdmin = (what: string) => ({ actorId: administrator.id, what });

test("a role waits for a confirmed address: otherwise the next sign-up with it would get the role [V8.2.1]", async () => {
  ({ account, resource } = await adminOn(await createAccount({ verified: false })));
  expectProblem(await admin.patch(resource).send({ role: "admin" }), 409, "address_unverified");
  expect((await admin.get(resource)).body.role).toBe("user");
  await admin.patch(resource).send({ role: "user" }).expect(200);
  await db.user.update({ where: { id: account.id }, data: { emailVerified: new Date() } });
  await admin.patch(resource).send({ role: "admin" }).expect(200);
});

test("an unverified account's role is not passed to somebody who signs up with its address", async () => {
  ({ account, resource } = await adminOn(await createAccount({ verified: false, role: "admin" })));
  await newClient()
    .post("/api/account")
    .send({ name: "Mallory", email: account.email, password: NEW_PASSWORD })
    .expect(202);
  await waitForMail(app.dataDir, account.email);
  const { body } = await admin.get(resource).expect(200);
  expect(body).toMatchObject({ name: "Mallory", role: "user" });
});

describe("a role", () => {
  test.each([
    [{ role: "owner" }, ["role"]],
    [{ role: "" }, ["role"]],
    [{ role: ["admin"] }, ["role"]],
    [{ disabled: "perhaps" }, ["disabled"]],
    [{ disabled: 1, role: 7 }, ["disabled", "role"]],
  ])("%j is answered 422", async (body, fields) => {
    expectInvalid(await admin.patch(resource).send(body), fields);
    expect(await actsOn(account)).toEqual([]);
  });

  test("takes effect on the next request, with the old cookie", async () => {
    const { cookie } = await signInKeeping(account);
    const users = () => newClient().get("/api/admin/users").set("Cookie", cookie);
    expectProblem(await users(), 403, "forbidden");

    const { body } = await admin.patch(resource).send({ role: "admin" }).expect(200);
    expect(body).toMatchObject({ id: account.id, role: "admin", sessions: 1 });
    await users().expect(200);

    await admin.patch(resource).send({ role: "user" }).expect(200);
    expectProblem(await users(), 403, "forbidden");
    expect(await actsOn(account)).toEqual([
      byAdmin("authz_change:admin"),
      byAdmin("authz_change:user"),
    ]);
  });

  test("that stays the same records no event", async () => {
    await admin.patch(resource).send({ role: "user", disabled: false }).expect(200);
    await admin.patch(resource).send({}).expect(200);
    expect(await actsOn(account)).toEqual([]);
  });

  test("changes only what the form names [V6.4.6 V8.2.3]", async () => {
    const email = "other@example.com";
    await admin.patch(resource).send({ email, name: "Eve", emailVerified: null }).expect(200);
    const { body } = await admin.get(resource);
    expect(body).toMatchObject({ email: account.email, name: account.name, emailVerified: true });
  });
});
