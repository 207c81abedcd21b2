import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import { spendTries } from "@/tests/support/database/throttles";
import { linksIn, mailTo, tokenIn, waitForMail } from "@/tests/support/mail/mail";
import {
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { createInvitation } from "@/tests/support/people/invitations";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const PASSWORD = "seven lemons on the harbour wall";

let admin: ApiClient;
let adminEmail: string;

beforeAll(async () => {
  const account = await createAccount({ role: "admin", name: "Grace Hopper" });
  adminEmail = account.email;
  admin = await signedInClient(account);
});
afterAll(expectQuietLog);

describe("an account created for somebody else", () => {
  test("has no password; the owner sets one by the mailed link, which confirms the address", async () => {
    const email = newEmail();
    const made = await admin
      .post("/api/admin/users")
      .send({ name: "Ada", email: email.toUpperCase() })
      .expect(201);
    expect(made.body).toMatchObject({ email, emailVerified: false, hasPassword: false });
    const mail = await waitForMail(app.dataDir, email);
    expect(await mailTo(app.dataDir, email)).toHaveLength(1);
    const body = { token: tokenIn(mail), password: PASSWORD };
    await newClient().post("/api/account/reset-password").send(body).expect(200);
    expect(
      sessionLine(await submitSignIn(newClient(), { email, password: PASSWORD })),
    ).toBeDefined();
    expect(await trailOf(made.body.id)).toContainEqual(
      expect.objectContaining({ type: "user_created", actorId: expect.any(String) }),
    );
  });

  test("is not created twice, and the field says so", async () => {
    const { email } = await createAccount();
    expectInvalid(await admin.post("/api/admin/users").send({ name: "Ada", email }), ["email"]);
  });

  test("is created by a form without JavaScript", async () => {
    const email = newEmail();
    const { text } = await admin.get("/admin/users/new").expect(200);
    expect(text).toContain(english("people.newUserLead"));
    const sent = await admin.post("/api/admin/users").type("form").send({ name: "Ada", email });
    expect(sent.headers.location).toMatch(/^\/admin\/users\/[0-9a-f-]{36}/);
    expect(await db.user.count({ where: { email } })).toBe(1);
  });
});

describe("an invitation", () => {
  test("is mailed, listed, and leads to an account with a confirmed address", async () => {
    const email = newEmail();
    const { body } = await admin.post("/api/admin/invitations").send({ email }).expect(201);
    expect(body).toMatchObject({ email, expired: false, invitedBy: adminEmail });
    const list = await admin.get("/api/admin/invitations").expect(200);
    expect(list.body.invitations).toContainEqual(body);
    const mail = await waitForMail(app.dataDir, email);
    const [link = ""] = linksIn(mail);
    const secret = tokenIn(mail);
    const { pathname, search } = new URL(link);
    expect(pathname).toBe("/link/invitation");
    const guest = newClient();
    const page = await guest.get(pathname + search).expect(200);
    expect(page.text).toContain("Grace Hopper");
    const signUp = `/signup?invitation=${secret}`;
    expect(page.text).toContain(signUp);
    const form = await guest.get(signUp).expect(200);
    expect(form.text).toContain(`value="${email}"`);
    const fields = { name: "Ada", email, password: PASSWORD, invitation: secret };
    await guest.post("/api/account").send(fields).expect(202);
    expect(
      sessionLine(await submitSignIn(newClient(), { email, password: PASSWORD })),
    ).toBeDefined();
    expectInvalid(await newClient().post("/api/account").send(fields), ["token"]);
    expect((await guest.get(pathname + search).expect(200)).text).not.toContain(signUp);
  });

  test("is replaced by a newer one to the same address, and can be revoked", async () => {
    const email = newEmail();
    await admin.post("/api/admin/invitations").send({ email }).expect(201);
    const { body } = await admin.post("/api/admin/invitations").send({ email }).expect(201);
    expect(await db.accountInvitation.count({ where: { email } })).toBe(1);
    await admin.delete(`/api/admin/invitations/${body.id}`).expect(204);
    expectProblem(await admin.delete(`/api/admin/invitations/${body.id}`), 404, "not_found");
    expect(await db.accountInvitation.count({ where: { email } })).toBe(0);
  });

  test("is refused for an address that has an account", async () => {
    const { email } = await createAccount();
    expectInvalid(await admin.post("/api/admin/invitations").send({ email }), ["email"]);
  });

  test("asks somebody signed in to another account to sign out first", async () => {
    const { secret, email } = await createInvitation();
    const other = await signedInClient(await createAccount());
    const { text } = await other.get(`/link/invitation?token=${secret}`).expect(200);
    expect(text).toContain(email);
    expect(text).not.toContain("/signup?invitation");
  });
});

test.each(["/api/admin/users", "/api/admin/invitations"])(
  "POST %s is answered 429 after two hundred people an hour, and creates no account",
  async (path) => {
    const other = await createAccount({ role: "admin" });
    const counted = { limit: limits.bringInByAccount, subject: other.id };
    await spendTries(counted, limits.bringInByAccount.points);
    const email = newEmail();
    const refused = await (await signedInClient(other)).post(path).send({ name: "Ada", email });
    expectProblem(refused, 429, "too_many_requests");
    expectRetryAfter(refused);
    expect(await db.user.count({ where: { email } })).toBe(0);
    expect(await db.accountInvitation.count({ where: { email } })).toBe(0);
  },
);
