import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { spendTries } from "@/tests/support/database/throttles";
import { linksIn, mailTo, tokenIn, waitForMail } from "@/tests/support/mail/mail";
import {
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { createOrganisation, join, type Organisation } from "@/tests/support/people/organisations";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

const PASSWORD = "seven quiet lanterns";

let organisation: Organisation;
let client: ApiClient;
let base: string;

beforeEach(async () => {
  organisation = await createOrganisation();
  client = await signedInClient(organisation.owner);
  base = `/api/organisations/${organisation.slug}/invitations`;
});

afterAll(expectQuietLog);

/** Invites somebody. @returns the token of the mailed link, and its page */
async function invited(email: string, role = "member") {
  const count = (await mailTo(app.dataDir, email)).length + 1;
  await client.post(base).send({ email, role }).expect(202);
  const mail = await waitForMail(app.dataDir, email, count);
  const token = tokenIn(mail);
  return { token, page: `/link/invitation?token=${token}`, mail };
}

const roleIn = async (email: string) =>
  (await db.member.findFirst({ where: { organizationId: organisation.id, user: { email } } }))
    ?.role;

test("gets the same answer for an address with and without an account", async () => {
  const { email } = await createAccount();
  const answers = [
    await client.post(base).send({ email, role: "member" }),
    await client.post(base).send({ email: newEmail(), role: "member" }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  expect(answers[0]?.body).toEqual(answers[1]?.body);
  const { body } = await client.get(base).expect(200);
  expect(body.invitations).toHaveLength(3);
  expect(Object.keys(body.invitations[0]).sort()).toEqual([
    "createdAt",
    "email",
    "expired",
    "expiresAt",
    "id",
    "role",
  ]);
});

test("refuses invalid input, roles above one's own, members, and too many", async () => {
  expectInvalid(await client.post(base).send({ email: "x", role: "king" }), ["email", "role"]);
  const admin = await createAccount();
  await join(organisation, admin, "admin");
  const byAdmin = await signedInClient(admin);
  const asOwner = { email: newEmail(), role: "owner" };
  expectProblem(await byAdmin.post(base).send(asOwner), 403, "forbidden");
  const member = { email: admin.email, role: "member" };
  expectProblem(await client.post(base).send(member), 409, "already_member");
  const rows = Array.from({ length: 199 }, () => ({
    secretHash: newEmail(),
    organizationId: organisation.id,
    email: newEmail(),
    role: "member",
    expiresAt: new Date(),
  }));
  await db.invitation.createMany({ data: rows });
  const full = await client.post(base).send({ email: newEmail(), role: "member" });
  expectProblem(full, 409, "too_many_invitations");
  const counted = { limit: limits.inviteByAccount, subject: organisation.owner.id };
  await spendTries(counted, limits.inviteByAccount.points);
  const refused = await client.post(base).send({ email: newEmail(), role: "member" });
  expectProblem(refused, 429, "too_many_requests");
  expectRetryAfter(refused);
  const again = await client.post(`${base}/${organisation.invitation}`).send({});
  expectProblem(again, 429, "too_many_requests");
});

test("has another link when sent again, and none when withdrawn", async () => {
  const email = newEmail();
  const first = await invited(email);
  const { body } = await client.get(base);
  const { id } = body.invitations.find((one: { email: string }) => one.email === email);
  await client.post(`${base}/${id}`).send({}).expect(202);
  const second = await waitForMail(app.dataDir, email, 2);
  expect(second.subject).toBe(first.mail.subject);
  expect(linksIn(second).join()).toContain("/link/invitation?token=");
  expect((await newClient().get(first.page).expect(200)).text).toContain("look for a later email");
  const list = await client.get(base);
  const now = list.body.invitations.find((one: { email: string }) => one.email === email);
  await client.delete(`${base}/${now.id}`).expect(204);
  expectProblem(await client.delete(`${base}/${now.id}`), 404, "not_found");
  expectProblem(await client.post(`${base}/${now.id}`).send({}), 404, "not_found");
});

describe("the link", () => {
  test("changes nothing when opened, and leads a signed-out visitor to sign in and back", async () => {
    const account = await createAccount();
    const { page, token } = await invited(account.email);
    const guest = newClient();
    const { text } = await guest.get(page).expect(200);
    expect(text).toContain(organisation.name);
    expect(text).toContain(account.email);
    const back = encodeURIComponent(page);
    expect(text).toContain(`href="/signin?callbackUrl=${back}"`);
    expect(text).not.toContain('action="/api/me/invitations"');
    const { email, password } = account;
    const signedIn = await submitSignIn(guest, { email, password, callbackUrl: page });
    expect(signedIn.headers.location).toBe(`${app.url}${page}`);
    expect((await guest.get(page)).text).toContain('action="/api/me/invitations"');
    const joined = await guest.post("/api/me/invitations").type("form").send({ token });
    expect(joined.headers.location).toBe(`/organisations/${organisation.slug}/members`);
    expect((await guest.get(`/organisations/${organisation.slug}/members`)).text).toContain(
      "Welcome",
    );
    expect(await roleIn(email)).toBe("member");
  });

  test("shows both addresses to somebody signed in as another, offers sign-out, and accepts nothing", async () => {
    const { email } = await createAccount();
    const { page, token } = await invited(email);
    const other = await createAccount();
    const stranger = await signedInClient(other);
    const { text } = await stranger.get(page).expect(200);
    expect(text).toContain(email);
    expect(text).toContain(other.email);
    expect(text).toContain('action="/api/auth/signout"');
    expect(text).not.toContain('action="/api/me/invitations"');
    const refused = await stranger.post("/api/me/invitations").send({ token });
    expectProblem(refused, 403, "link_of_another_account");
    expect(await roleIn(email)).toBeUndefined();
    expect(await roleIn(other.email)).toBeUndefined();
  });

  test("leads a member on, and says why it does not work", async () => {
    const account = await createAccount();
    const { page, token } = await invited(account.email);
    await join(organisation, account, "member");
    const member = await signedInClient(account);
    const { text } = await member.get(page).expect(200);
    expect(text).toContain("You already belong to");
    expect(text).toContain(`href="/organisations/${organisation.slug}/members"`);
    await member.post("/api/me/invitations").send({ token }).expect(200);
    expectInvalid(await member.post("/api/me/invitations").send({ token }), ["token"]);
    expectInvalid(await member.post("/api/me/invitations").send({ token: "x" }), ["token"]);
    for (const [address, said] of [
      ["/link/invitation", "open the link in the email"],
      ["/link/invitation?token=x", "incomplete"],
      [`/link/invitation?token=${"A".repeat(43)}`, "doesn&#x27;t work"],
    ] as const) {
      expect((await member.get(address).expect(200)).text).toContain(said);
    }
  });

  // Its second answer is the one that a browser without JavaScript shows.
  test("leads to the list of organisations when its form is sent twice", async () => {
    const account = await createAccount();
    const guest = await signedInClient(account);
    const { token } = await invited(account.email);
    const send = () => guest.post("/api/me/invitations").type("form").send({ token });
    await send().expect("Location", `/organisations/${organisation.slug}/members`);
    const { text } = await guest.get((await send()).get("Location") ?? "").expect(200);
    expect(text).toContain(englishInPage("invitationLink.unknown"));
    expect(text).toContain('href="/organisations"');
    expect((await guest.get("/organisations").expect(200)).text).toContain(organisation.slug);
  });

  test("is refused after the inviter has left", async () => {
    const account = await createAccount();
    const { page, token } = await invited(account.email);
    await db.member.deleteMany({ where: { userId: organisation.owner.id } });
    const guest = await signedInClient(account);
    expect((await guest.get(page)).text).toContain(english("invitationLink.inviterGone"));
    expectInvalid(await guest.post("/api/me/invitations").send({ token }), ["token"]);
  });

  test("is accepted sixty times an hour per account", async () => {
    const account = await createAccount();
    const guest = await signedInClient(account);
    const counted = { limit: limits.acceptByAccount, subject: account.id };
    await spendTries(counted, limits.acceptByAccount.points);
    const refused = await guest.post("/api/me/invitations").send({ token: "A".repeat(43) });
    expectProblem(refused, 429, "too_many_requests");
  });
});

describe("without an account", () => {
  test("a sign-up with the invitation's address is confirmed by it, and becomes a member", async () => {
    const email = newEmail();
    const { page, token } = await invited(email, "admin");
    const guest = newClient();
    expect((await guest.get(page)).text).toContain(`href="/signup?invitation=${token}"`);
    const form = (await guest.get(`/signup?invitation=${token}`).expect(200)).text;
    expect(form).toMatch(new RegExp(`<input[^>]*readOnly[^>]*value="${email}"`, "i"));
    const body = { name: "Grace", email, password: PASSWORD, invitation: token };
    const other = await guest.post("/api/account").send({ ...body, email: newEmail() });
    expectInvalid(other, ["email"]);
    const done = await guest.post("/api/account").type("form").send(body);
    const members = `/organisations/${organisation.slug}/members`;
    expect(done.headers.location).toBe(`/signin?callbackUrl=${encodeURIComponent(members)}`);
    expect(await roleIn(email)).toBe("admin");
    // The invitation, and nothing else.
    expect(await mailTo(app.dataDir, email)).toHaveLength(1);
    const signedIn = await submitSignIn(guest, { email, password: PASSWORD });
    expect(signedIn.headers.location).toBe(`${app.url}/dashboard`);
    const again = await newClient().post("/api/account").send(body);
    expectInvalid(again, ["token"]);
  });

  test("an address that has an account in the meantime is asked to sign in", async () => {
    const { email } = await createAccount();
    const { token } = await invited(email);
    const body = { name: "Grace", email, password: PASSWORD, invitation: token };
    expectInvalid(await newClient().post("/api/account").send(body), ["email"]);
  });
});
