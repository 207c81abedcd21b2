import { env } from "@/lib/platform/config/env";
import { features } from "@/lib/platform/config/features";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { newEmail } from "@/tests/support/people/accounts";
import { createInvitation } from "@/tests/support/people/invitations";
import { createOrganisation, type Organisation } from "@/tests/support/people/organisations";
import { START_MS } from "@/tests/support/process/patience";
import { flashOf, startOwnServer } from "@/tests/support/providers/own-server";
import { type Hostile, oidcVariables, startHostile } from "@/tests/support/providers/providers";
import { answerOf, goThrough, press } from "@/tests/support/providers/way";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import { english } from "@/tests/support/texts";

/* Only who is invited signs up, and comes by a provider: it counts if that confirms the invited address. */

const signUp = env.SIGN_UP;

let hostile: Hostile;
let app: Awaited<ReturnType<typeof startOwnServer>>;

beforeAll(async () => {
  hostile = await startHostile();
  Object.assign(process.env, oidcVariables(1, hostile.issuer("one")));
  app = await startOwnServer();
  Object.assign(env, { SIGN_UP: "invited" });
}, START_MS);

afterAll(async () => {
  Object.assign(env, { SIGN_UP: signUp });
  await app?.stop();
  await hostile?.stop();
});

async function comeBy(invitation: string | null, email: string, claims: object = {}) {
  await hostile.behave("one", { claims: { sub: email, email, email_verified: true, ...claims } });
  const browser = newClient(app.url);
  const back = await goThrough(browser, "oidc-1", invitation ? { invitation } : {});
  return { browser, back };
}

const users = (email: string) => db.user.count({ where: { email } });

test("an invitation to create an account is accepted once", async () => {
  const { email, secret, id } = await createInvitation();
  const { browser, back } = await comeBy(secret, email);
  expect([back.status, back.headers.location]).toEqual([303, "/dashboard"]);
  expect((await browser.get("/api/me").expect(200)).body.user).toMatchObject({ email });
  expect(await db.accountInvitation.count({ where: { id } })).toBe(0);
  await db.user.delete({ where: { email } });
  await comeBy(secret, email);
  expect(await users(email)).toBe(0);
});

test("one to an organisation makes a member", async () => {
  const organisation = await createOrganisation();
  const { id: organizationId } = organisation;
  const email = newEmail();
  const { browser } = await comeBy(await inviteTo(organisation, email), email);
  const { user } = (await browser.get("/api/me").expect(200)).body;
  const where = { organizationId, userId: user.id };
  expect(await db.member.findFirst({ where })).toMatchObject({ role: "member" });
  expect(await db.invitation.count({ where: { organizationId, email } })).toBe(0);
  const events = await db.securityEvent.findMany({ where: { organizationId, subjectId: user.id } });
  expect(events.map(({ type }) => type)).toEqual(["invitation_accepted"]);
});

test("one to an organisation does so where administrators cannot invite", async () => {
  features.accountInvitations = false;
  const email = newEmail();
  const { secret } = await createInvitation();
  const toOrganisation = await inviteTo(await createOrganisation(), email);
  try {
    expect(sessionLine((await comeBy(toOrganisation, email)).back)).toBeDefined();
    expect(sessionLine((await comeBy(secret, newEmail())).back)).toBeUndefined();
  } finally {
    features.accountInvitations = true;
  }
});

/** The invitation that waits in an organisation, mailed to that address. @returns its secret */
async function inviteTo({ invitation: id }: Organisation, email: string): Promise<string> {
  const secret = newSecret();
  const data = { email, secretHash: hashSecret(secret) };
  await db.invitation.update({ where: { id }, data });
  return secret;
}

describe("60 no account is created", () => {
  const refused = async (invitation: string | null, email: string, claims: object = {}) => {
    const { back } = await comeBy(invitation, email, claims);
    expect(sessionLine(back)).toBeUndefined();
    expect(await users(email)).toBe(0);
    return (await flashOf(back))?.message;
  };

  test("without an invitation", async () => {
    expect(await refused(null, newEmail())).toBe(english("providers.noSignUp"));
  });

  test("by an invitation to another address", async () => {
    const { secret, id, email } = await createInvitation();
    expect(await refused(secret, newEmail())).toBe(english("providers.notInvited"));
    expect(await users(email)).toBe(0);
    expect(await db.accountInvitation.count({ where: { id } })).toBe(1);
  });

  test("by one to an organisation that was mailed to another address", async () => {
    const organisation = await createOrganisation();
    const secret = await inviteTo(organisation, newEmail());
    expect(await refused(secret, newEmail())).toBe(english("providers.notInvited"));
    expect(await db.invitation.count({ where: { id: organisation.invitation } })).toBe(1);
  });

  test("where the provider has not confirmed the invited address", async () => {
    const { secret, email } = await createInvitation();
    const claims = { email_verified: false };
    expect(await refused(secret, email, claims)).toBe(english("providers.notInvited"));
  });

  test("by one that has expired or does not exist", async () => {
    const { secret, email } = await createInvitation({ expiresAt: new Date(Date.now() - 1_000) });
    expect(await refused(secret, email)).toBe(english("providers.notInvited"));
    expect(await refused("A".repeat(43), newEmail())).toBe(english("providers.notInvited"));
  });

  test("by one to an organisation whose inviter may no longer invite", async () => {
    const organisation = await createOrganisation();
    const { id: organizationId, owner } = organisation;
    const email = newEmail();
    const secret = await inviteTo(organisation, email);
    await db.member.deleteMany({ where: { organizationId, userId: owner.id } });
    expect(await refused(secret, email)).toBe(english("providers.notInvited"));
  });
});

test("where anybody may sign up, an invitation to another address makes nobody a member, and stops nobody", async () => {
  Object.assign(env, { SIGN_UP: "open" });
  const organisation = await createOrganisation();
  const [toJoin, toSignUp] = [await inviteTo(organisation, newEmail()), await createInvitation()];
  for (const secret of [toJoin, toSignUp.secret]) {
    const { browser } = await comeBy(secret, newEmail());
    const { user } = (await browser.get("/api/me").expect(200)).body;
    expect(await db.member.count({ where: { userId: user.id } })).toBe(0);
  }
  expect(await db.invitation.count({ where: { id: organisation.invitation } })).toBe(1);
  expect(await db.accountInvitation.count({ where: { id: toSignUp.id } })).toBe(1);
  Object.assign(env, { SIGN_UP: "invited" });
});

test("ten answers at once by one invitation create one account", async () => {
  const { secret, email } = await createInvitation();
  await hostile.behave("one", { claims: { sub: email, email, email_verified: true } });
  const ways = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const browser = newClient(app.url);
      const { to } = await press(browser, "oidc-1", { invitation: secret });
      return { browser, path: await answerOf(to) };
    }),
  );
  const answers = await Promise.all(
    ways.map(({ browser, path }) => browser.get(path).redirects(0)),
  );
  expect(answers.filter(sessionLine)).toHaveLength(10);
  expect(await users(email)).toBe(1);
});
